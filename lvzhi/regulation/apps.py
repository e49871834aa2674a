from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class RegulationConfig(AppConfig):
    name = "lvzhi.regulation"

    def ready(self) -> None:
        """Read all rules, so that they stand in the index."""
        from lvzhi.regulation import rules

        for module in iter_modules(rules.__path__, f"{rules.__name__}."):
            import_module(module.name)
