"""Templates compiled once a language: words in them are looked up when a template is read, not when a page is drawn."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.template.backends.jinja2 import Jinja2
from django.utils import translation
from jinja2 import Environment, nodes
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer

Look = Callable[..., str]
LOOKED_UP: dict[str, Look] = {
    "_": translation.gettext,
    "gettext": translation.gettext,
    "pgettext": translation.pgettext,
}


def language() -> str:
    """The language spoken now."""
    return translation.get_language() or settings.LANGUAGE_CODE


class SpokenTemplates(Jinja2):
    """The template engine of the pages: one environment for each language, chosen by that of the request."""

    def __init__(self, params: dict[str, Any]) -> None:
        self.spoken: dict[str, Environment] = {}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                super().__init__(params)

    @property
    def env(self) -> Environment:
        """The environment of the language that is spoken now."""
        return self.spoken[language()]

    @env.setter
    def env(self, made: Environment) -> None:
        self.spoken[language()] = made


class DirectContext(Context):
    """Calls macros straight away; Jinja looks at every call for what it might have to be given besides."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class SpokenEnvironment(Environment):
    """Templates in one language, that in which the environment was made."""

    context_class = DirectContext

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.language = language()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        with translation.override(self.language):
            return Words().visit(super()._parse(source, name, filename))  # type: ignore[no-any-return]


class Words(NodeTransformer):
    """Puts the words of the language where a template asks for them; values are put into them when it is drawn."""

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        known = LOOKED_UP.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        fixed = [arg.value for arg in node.args if isinstance(arg, nodes.Const)]
        if known is None or len(fixed) != len(node.args) or node.dyn_args or node.dyn_kwargs:
            return node
        said = nodes.MarkSafe(nodes.Const(known(*fixed)))
        if not node.kwargs:
            return nodes.MarkSafe(nodes.Const(known(*fixed) % {}))
        values = [nodes.Pair(nodes.Const(one.key), one.value) for one in node.kwargs]
        return nodes.Mod(said, nodes.Dict(values))
