from django.apps import AppConfig


class SecrecyConfig(AppConfig):
    name = "lvzhi.secrecy"
