from importlib import import_module

from django.apps import AppConfig


class SecrecyConfig(AppConfig):
    name = "lvzhi.secrecy"

    def ready(self) -> None:
        """Enter the register in the house."""
        import_module("lvzhi.secrecy.register")
