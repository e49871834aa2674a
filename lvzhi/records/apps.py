from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "lvzhi.records"
