from importlib import import_module

from django.apps import AppConfig


class SecrecyConfig(AppConfig):
    name = "lvzhi.secrecy"

    def ready(self) -> None:
        """Enter the registers in the house, and hear of exports that are approved."""
        for name in ("register", "register_unmask", "register_export", "exporting"):
            import_module(f"lvzhi.secrecy.{name}")
