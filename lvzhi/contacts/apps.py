from importlib import import_module

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "lvzhi.contacts"

    def ready(self) -> None:
        """Enter the registers in the house."""
        import_module("lvzhi.contacts.registers")
