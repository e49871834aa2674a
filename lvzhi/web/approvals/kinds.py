"""What can be asked for, in words. Each kind of request has its entry, so that no list shows a bare name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lvzhi.records.models import Approval

Facts = Mapping[str, Any]
Pairs = list[tuple[Any, Any]]


@dataclass(frozen=True)
class Asking:
    """One kind of request: its name, one of them in a line, where the record stands, what is known about it."""

    name: Any
    what: Callable[[Facts], str]
    page: Callable[[Approval], str] = lambda _approval: ""
    shown: Callable[[Approval], Pairs] = lambda _approval: []


def titled(facts: Facts) -> str:
    return str(facts.get("title", ""))


OTHER = Asking(_("Request"), titled)
ASKINGS: dict[str, Asking] = {
    "export": Asking(
        name=_("Export of customer data"),
        what=lambda facts: gettext("%(title)s, %(rows)s rows") % facts,
        page=lambda approval: reverse("export", kwargs={"pk": approval.pk}),
        shown=lambda approval: [(_("Rows"), f"{approval.facts['rows']:,}"), (_("Purpose of the file"), approval.facts["purpose"])],
    ),
}


def asking(kind: str) -> Asking:
    """How this kind of request is put into words."""
    return ASKINGS.get(kind, OTHER)


def what(approval: Approval) -> str:
    """One request in a line."""
    return asking(approval.kind).what(approval.facts) or str(asking(approval.kind).name)
