from importlib import import_module

from django.apps import AppConfig


class WorklogConfig(AppConfig):
    name = "lvzhi.worklog"

    def ready(self) -> None:
        """Enter the registers in the house."""
        import_module("lvzhi.worklog.register")
        import_module("lvzhi.worklog.reports")
