"""Units, people and posts from Excel: fetch the template, bring the file, look, take it over."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.people.actions import import_people, upload_people
from lvzhi.people.importing.checking import check
from lvzhi.people.importing.columns import SHEETS
from lvzhi.people.importing.plan import Plan
from lvzhi.people.importing.reading import check_size, read_book
from lvzhi.people.importing.template import template, with_problems
from lvzhi.people.models import PeopleImport
from lvzhi.web import access
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page
from lvzhi.web.people.asked import mine
from lvzhi.web.people.forms import FileForm
from lvzhi.web.people.handing import hand_out

LAST = 10
PROBLEMS = 200  # on the page; the file to download has them all
EXAMPLES = 30


@page("people/files.html", needs=access.administrators)
def upload(request: HttpRequest) -> Shown | HttpResponse:
    """Bring a file. It is read and kept for looking at; nothing else is written."""
    me, today = mine(request)
    form = open_form(request, FileForm)
    if request.method == "POST" and form.is_valid() and (kept := keep(request, form)) is not None:
        return redirect("people_file", pk=kept.pk)
    last = PeopleImport.objects.visible_to(me, today).exclude(done_at=None).select_related("by").defer("rows")
    return {"form": form, "last": last.order_by("-done_at")[:LAST]}


def keep(request: HttpRequest, form: FileForm) -> PeopleImport | None:
    file = form.cleaned_data["file"]
    try:
        check_size(file.size, file.name)
        book = read_book(file, file.name)
    except ValidationError as wrong:
        form.add_error("file", wrong)
        return None
    return perform(request, form, upload_people, name=file.name, book=book)


@page("people/files.html", needs=access.administrators)
def blank(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    name = _("Units, people and posts")
    return hand_out(template(), f"{name}.xlsx")


@page("people/file.html", needs=access.administrators)
def look(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """What the file would do, or what is wrong with it; then take it over as a whole."""
    me, _today = mine(request)
    file: PeopleImport = get_visible_or_404(request, PeopleImport.objects.select_related("by"), pk)
    form = open_form(request, ActionForm)
    if request.method == "POST" and perform(request, form, import_people, file=file) is not None:
        messages.success(request, _("%(name)s is taken over.") % {"name": file.name})
        return redirect("people_file", pk=pk)
    plan = None if file.done_at else check(file.rows, me)
    return {"form": form, "file": file, "plan": plan, "shown": shown(plan), "done": done_of(file), "most": PROBLEMS}


def shown(plan: Plan | None) -> list[dict[str, object]]:
    """Of each part the numbers and some examples."""
    if plan is None:
        return []
    return [
        {"sheet": part.sheet, "counts": part.counts, "changes": [*part.ended, *part.changes][:EXAMPLES]}
        for part in plan.parts
    ]


def done_of(file: PeopleImport) -> list[tuple[object, dict[str, int]]]:
    """What was done with a file that was taken over."""
    return [(sheet.title, file.counts[sheet.key]) for sheet in SHEETS if sheet.key in file.counts]


@page("people/file.html", needs=access.administrators)
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was brought, with what is wrong beside each row."""
    me, _today = mine(request)
    file: PeopleImport = get_visible_or_404(request, PeopleImport.objects.all(), pk)
    words = _("To put right")
    return hand_out(with_problems(file.rows, check(file.rows, me)), f"{words}-{file.name}")
