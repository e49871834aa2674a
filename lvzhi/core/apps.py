from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "lvzhi.core"

    def ready(self) -> None:
        from lvzhi.core import lookups  # noqa: F401 - registers itself
