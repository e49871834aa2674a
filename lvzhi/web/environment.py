"""Jinja2 for all pages; a name that the view did not give is an error, not an empty string."""

from functools import cache
from typing import Any

from django.templatetags.static import static
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from lvzhi.web import words
from lvzhi.web.components import components
from lvzhi.web.links import page_of
from lvzhi.web.register import cells
from lvzhi.web.spoken import SpokenEnvironment
from lvzhi.web.still import still


def environment(**options: Any) -> Environment:
    """The template language with the words of the bank: dates with weekday, amounts, clauses."""
    options.pop("autoescape", None)
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = SpokenEnvironment(
        **options,
        autoescape=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    env.globals.update(static=cache(static), url=page_of, words=words, cells=cells, still=still)
    env.filters.update(
        moment=words.moment, stamp=words.stamp, day=words.day, clock=words.clock,
        amount=words.amount, percent=words.percent, ago=words.ago, due=words.due, acted_by=words.acted_by,
    )  # fmt: skip
    ui = components(env)
    env.globals.update(ui=ui, card=cache(lambda why: ui.clause(why.code, why.title, why.words, why.url)))
    return env
