"""Copies that leave the house: Excel and print. Who took what is on the trail before the file is made."""

from collections.abc import Sequence
from io import BytesIO
from typing import TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.core import trail
from lvzhi.core.clock import ZONE, date_of
from lvzhi.core.paper import pdf
from lvzhi.people.models import Staff
from lvzhi.records.actions import print_record, take_out
from lvzhi.records.excel import MOST, Sheet, workbook
from lvzhi.records.listing import Asked, in_words, picked
from lvzhi.records.models import Particulars
from lvzhi.records.register import Outgoing, Register, printed_by
from lvzhi.secrecy.params import EXPORT_ROWS
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.register.listing import scope_of

M = TypeVar("M", bound=Particulars)
Row = TypeVar("Row", bound=Model)
CHUNK = 1000
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def excel(request: HttpRequest, source: Outgoing[Row], back: str) -> HttpResponseBase:
    """The marked rows, or all that the filters leave, as an Excel file.

    More rows with customers' data than may leave at once go the way over a request, which somebody approves (17).
    """
    by, at = signed_in(request), request.at  # type: ignore[attr-defined]
    asked = source.listing.ask(scope_of(request), request.GET)
    keys = picked(request.GET)
    rows = asked.filed(keys)
    number = rows.order_by()[: MOST + 1].count()
    if number > MOST:
        said = _("More than %(most)s rows answer. Narrow the list first, by days or by unit; a file holds %(most)s.")
        messages.error(request, said % {"most": f"{MOST:,}"})
        return redirect(f"{back}{asked.query()}")
    if source.holds_customers and number > EXPORT_ROWS.on(date_of(at)):
        marked = "".join(f"&pk={key}" for key in keys)
        return redirect(f"{page_of('new_export')}{asked.query(source=source.key)}{marked}")
    filters = said_of(asked, keys, number)
    take_out(by, at=at, register=source, rows=number, filters=filters)
    sheet = Sheet(str(source.name), filters, f"{by.name} {by.number}", at)
    content = workbook(sheet, asked.columns, rows.iterator(chunk_size=CHUNK))
    return handed(request, content, f"{source.title}.xlsx", EXCEL)


def said_of(asked: Asked[Row], keys: Sequence[int], number: int) -> str:
    """Which rows leave, in words."""
    filters = in_words(asked.chips())
    if not keys:
        return filters
    return "; ".join([*([filters] if filters else []), _("marked rows: %(count)s") % {"count": number}])


def printed(request: HttpRequest, register: Register[M], rows: Sequence[M]) -> HttpResponseBase:
    """The rows on paper, each on sheets of its own."""
    by, at = signed_in(request), request.at  # type: ignore[attr-defined]
    for row in rows:
        print_record(by, at=at, row=row)
    made = pdf([register.form.paper(row) for row in rows], printed_by(by, at, trail.origin.get().ip))
    name = register.form.number(rows[0]) if len(rows) == 1 else register.form.title
    return handed(request, made, f"{name}.pdf", "application/pdf")


def printed_one(request: HttpRequest, register: Register[M], pk: int) -> HttpResponseBase:
    row: M = get_visible_or_404(request, register.rows, pk)
    return printed(request, register, [row])


def printed_marked(request: HttpRequest, register: Register[M], back: str) -> HttpResponseBase:
    """The marked rows in the order of the list; rows that this person may not see are not among them."""
    asked = register.listing.ask(scope_of(request), request.GET)
    keys = picked(request.GET)
    rows = list(register.whole(asked.sorted(keys))) if keys else []
    if not rows:
        messages.error(request, _("Mark the rows to print first."))
        return redirect(f"{back}{asked.query()}")
    return printed(request, register, rows)


def handed(request: HttpRequest, content: bytes, name: str, kind: str) -> HttpResponse | FileResponse:
    """A file to keep."""
    return FileResponse(BytesIO(content), as_attachment=True, filename=handed_name(request, name), content_type=kind)


def handed_name(request: HttpRequest, name: str) -> str:
    """The name of a file with the moment in it."""
    stem, _dot, ending = name.rpartition(".")
    when = request.at.astimezone(ZONE).strftime("%Y%m%d-%H%M")  # type: ignore[attr-defined]
    return f"{stem}_{when}.{ending}"


def signed_in(request: HttpRequest) -> Staff:
    assert isinstance(request.user, Staff), "registers are for people who are signed in"
    return request.user
