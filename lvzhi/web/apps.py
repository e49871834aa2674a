from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lvzhi.web"

    def ready(self) -> None:
        from lvzhi.web.signing.events import listen

        listen()
