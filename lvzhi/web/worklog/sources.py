"""Whence a field of a log was filled in: in words, with the page of the record."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from lvzhi.web.links import link

WORDS: dict[str, Any] = {
    "contact": _("from the contact"),
    "absence": _("from the off-post register"),
    "absence_return": _("from the off-post register"),
    "appointment": _("from the appointment"),
    "appointment_off": _("from the appointment"),
    "task": _("from the task"),
    "duty": _("from what is due"),
    "work_log": _("from the log"),
}


@dataclass(frozen=True)
class Source:
    """The small link beside a field."""

    words: Any
    url: str

    @classmethod
    def of(cls, ref: str) -> "Source":
        return cls(WORDS.get(ref.partition("/")[0], _("from the day's records")), link(ref))
