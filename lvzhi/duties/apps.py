import datetime as dt

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "lvzhi.duties"

    def ready(self) -> None:
        """After every action, see at once which duties its record makes and which it fulfils."""
        from lvzhi.core.action import AFTER_EACH
        from lvzhi.core.refs import Thing
        from lvzhi.duties.engine import raise_at_once, settle
        from lvzhi.records.models import Particulars

        def settle_record(thing: Thing, at: dt.datetime) -> None:
            if isinstance(thing, Particulars):
                raise_at_once(thing, at)
                settle(*thing.kept_with)

        AFTER_EACH.append(settle_record)
