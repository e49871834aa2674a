"""The components of the pages under one name: `ui.button(…)`; docs/components.md describes them all."""

from types import SimpleNamespace

from jinja2 import Environment

FILES = ("buttons", "page", "forms", "lists", "talk", "time", "print", "charts")


def components(env: Environment) -> SimpleNamespace:
    """Every macro of the folder, rendered once a process; a part that htmx asks for finds them as a whole page does."""
    modules = [env.get_template(f"components/{name}.html").module for name in FILES]
    return SimpleNamespace(**{name: made for module in modules for name, made in public(module).items()})


def public(module: object) -> dict[str, object]:
    return {name: made for name, made in vars(module).items() if not name.startswith("_")}
