"""Templates compiled once a language: what a template says to everybody is settled when it is read, not when a page is
drawn."""

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
            return Settled(self).visit(super()._parse(source, name, filename))  # type: ignore[no-any-return]


class Settled(NodeTransformer):
    """Puts in place what is settled when a template is read: words of the language, addresses, components whose
    arguments are all written there. What depends on a request is left for when a page is drawn."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.known = LOOKED_UP | {"url": environment.globals.get("url")}
        self.components = environment.globals.get("ui")
        self.with_body: set[int] = set()

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.with_body.add(id(node.call))
        return self.generic_visit(node)

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        settled = self.settled(node)
        settled.set_environment(self.environment)
        return settled

    def settled(self, node: nodes.Call) -> nodes.Expr:
        """What a call comes to, or the call itself when that depends on a request."""
        called = self.called(node.node)
        if called is None or id(node) in self.with_body or node.dyn_args or node.dyn_kwargs:
            return node
        try:
            args = [one.as_const() for one in node.args]
        except nodes.Impossible:
            return node
        if called in LOOKED_UP.values():
            return said(called(*args), node.kwargs)
        try:
            made = called(*args, **{one.key: one.value.as_const() for one in node.kwargs})
        except nodes.Impossible:
            return node
        return nodes.MarkSafe(nodes.Const(str(made))) if hasattr(made, "__html__") else nodes.Const(made)

    def called(self, node: nodes.Expr) -> Any:
        """What stands behind a name, if it gives the same to everybody."""
        if isinstance(node, nodes.Name):
            return self.known.get(node.name)
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == "ui":
            return getattr(self.components, node.attr, None)
        return None


def said(words: str, given: list[nodes.Keyword]) -> nodes.Expr:
    """Words of the language; values are put into them when the page is drawn, as text."""
    if not given:
        return nodes.MarkSafe(nodes.Const(words % {}))
    values = [nodes.Pair(nodes.Const(one.key), one.value) for one in given]
    return nodes.Mod(nodes.MarkSafe(nodes.Const(words)), nodes.Dict(values))
