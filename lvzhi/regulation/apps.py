from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class RegulationConfig(AppConfig):
    name = "lvzhi.regulation"

    def ready(self) -> None:
        """Read all rules, so that they stand in the index; see after every action what leave does to duties."""
        from lvzhi.core.action import AFTER_EACH
        from lvzhi.regulation import rules
        from lvzhi.regulation.on_leave import close_after

        AFTER_EACH.append(close_after)

        for module in iter_modules(rules.__path__, f"{rules.__name__}."):
            import_module(module.name)
