from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "lvzhi.desk"

    def ready(self) -> None:
        """The list of customers can leave the house as a file, whoever asks for it later."""
        import_module("lvzhi.desk.customer_list")
