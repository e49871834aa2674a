from importlib import import_module

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "lvzhi.attendance"

    def ready(self) -> None:
        """Enter the register in the house, and hear what becomes of requests for leave."""
        import_module("lvzhi.attendance.following")
        import_module("lvzhi.attendance.register")
