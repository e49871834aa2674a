"""One row of a register as a page: what it says, its files, the duties it proves, its trail."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from lvzhi.core.clock import date_of
from lvzhi.duties.models import Duty, Proof
from lvzhi.people.models import Staff
from lvzhi.records.models import Attachment, Particulars
from lvzhi.records.queries import filed_about, trail_of
from lvzhi.records.register import Register
from lvzhi.web import access, words
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown
from lvzhi.web.trail_words import done
from lvzhi.web.why import Why, why

M = TypeVar("M", bound=Particulars)
MOST = 50
KINDS = {"application/pdf": "pdf", "image/jpeg": "image", "image/png": "image"}


@dataclass(frozen=True)
class Proven:
    """A duty that the record fulfils: whose, in which state, why it was owed, and its page for who may see it."""

    duty: Duty
    state: str
    why: Why
    url: str


def detail_of(request: HttpRequest, register: Register[M], pk: int) -> Shown:
    """What the template register/detail.html shows."""
    row: M = get_visible_or_404(request, register.rows, pk)
    filed = filed_about(row.record)
    return {
        "register": register,
        "row": row,
        "number": register.form.number(row),
        "attached": [attached(one) for one in row.record.attachments.order_by("pk")],
        "proven": proven(request, [row.pk, *filed]),
        "trail_url": f"{page_of('trail')}?about={row.ref}" if is_auditor(request) else "",
        "trail": [
            {"at": words.moment(line.at), "by": line.by.name if line.by else "", "what": done(line)}
            for line in trail_of([row.ref, *filed.values()])
        ],
    }


def is_auditor(request: HttpRequest) -> bool:
    return access.auditors(request.user, date_of(request.at))  # type: ignore[arg-type, attr-defined]


def proven(request: HttpRequest, records: list[int]) -> list[Proven]:
    """The duties that these records count towards."""
    staff, at = request.user, request.at  # type: ignore[attr-defined]
    assert isinstance(staff, Staff), "registers are for people who are signed in"
    proofs = Proof.objects.filter(record__in=records).select_related("duty__owner").order_by("duty__opens", "duty")
    duties = list({proof.duty_id: proof.duty for proof in proofs[:MOST]}.values())
    seen = Duty.objects.visible_to(staff, date_of(at)).filter(pk__in=[duty.pk for duty in duties])
    open_to_me = set(seen.values_list("pk", flat=True))

    def url(duty: Duty) -> str:
        return page_of("duty", pk=duty.pk) if duty.pk in open_to_me else ""

    return [Proven(duty, duty.state(at), why(duty.rule), url(duty)) for duty in duties]


def attached(one: Attachment) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": page_of("attachment", pk=one.pk),
        "size": size(one.size),
        "kind": KINDS.get(one.media_type, "file"),
    }


def size(number: int) -> str:
    """Bytes in a unit that people read: "1.2 MB"."""
    if number < 1024 * 1024:
        return _("%(size)s KB") % {"size": max(1, round(number / 1024))}
    return _("%(size)s MB") % {"size": number_format(number / (1024 * 1024), 1)}
