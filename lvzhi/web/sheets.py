"""Many things at once from Excel: fetch the template, bring the file, look what it would do, take it over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.clock import date_of
from lvzhi.core.sheets.columns import Sheets
from lvzhi.core.sheets.plan import Checked
from lvzhi.core.sheets.reading import MEGABYTE, MOST_BYTES, check_size, read_book
from lvzhi.core.sheets.template import template, with_problems
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.handing import hand_out
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, who_and_when

LAST = 10
PROBLEMS = 200  # on the page; the file to download has them all
EXAMPLES = 30


class FileForm(ActionForm):
    """An Excel file."""

    held = False

    file = forms.FileField(
        label=gettext_lazy("Excel file"),
        widget=forms.ClearableFileInput({"accept": ".xlsx", "data-max-bytes": MOST_BYTES}),
        help_text=gettext_lazy("The filled-in template, at most %(most)s MB.") % {"most": MOST_BYTES // MEGABYTE},
        allow_empty_file=True,
    )


@dataclass(frozen=True)
class Bringing:
    """Files of one kind: the rows that keep them, their sheets, the two actions, and the words of their pages.

    `area` is the name of the list they belong to and of its address; the addresses of the pages themselves are
    `<kind>_files`, `<kind>_template`, `<kind>_file` and `<kind>_problems`. `hints` stand in the template and on the
    page, `notes` on the page alone.
    """

    kind: str
    title: Any
    area: tuple[Any, str]
    model: type[Any]
    sheets: Sheets
    check: Callable[[HttpRequest, Any], Checked]
    upload: Callable[..., Any]
    take_over: Callable[..., Any]
    hints: Sequence[Any]
    notes: Sequence[Any] = ()

    def shown(self) -> Shown:
        """What every page about these files shows."""
        label, name = self.area
        names = {part: f"{self.kind}_{part}" for part in ("files", "template", "file", "problems")}
        return {"title": self.title, "area": (label, page_of(name)), "names": names}


def brought(request: HttpRequest, bringing: Bringing) -> Shown | HttpResponse:
    """Bring a file. It is read and kept for looking at; nothing else is written."""
    me, at = who_and_when(request)
    form = open_form(request, FileForm)
    if request.method == "POST" and form.is_valid() and (kept := keep(request, form, bringing)) is not None:
        return redirect(f"{bringing.kind}_file", pk=kept.pk)
    files = bringing.model.objects.visible_to(me, date_of(at)).exclude(done_at=None)
    last = files.select_related("by").defer("rows").order_by("-done_at")[:LAST]
    return bringing.shown() | {"form": form, "last": last, "hints": [*bringing.hints, *bringing.notes]}


def keep(request: HttpRequest, form: FileForm, bringing: Bringing) -> Any:
    file = form.cleaned_data["file"]
    try:
        check_size(file.size, file.name)
        book = read_book(file, file.name, bringing.sheets)
    except ValidationError as wrong:
        form.add_error("file", wrong)
        return None
    return perform(request, form, bringing.upload, name=file.name, book=book)


def blank(bringing: Bringing) -> HttpResponse:
    """The workbook to fill in."""
    return hand_out(template(bringing.sheets, bringing.hints), f"{bringing.title}.xlsx")


def looked_at(request: HttpRequest, bringing: Bringing, pk: int) -> Shown | HttpResponse:
    """What the file would do, or what is wrong with it; then take it over as a whole."""
    file: Any = get_visible_or_404(request, bringing.model.objects.select_related("by"), pk)
    form = open_form(request, ActionForm)
    if request.method == "POST" and perform(request, form, bringing.take_over, file=file) is not None:
        messages.success(request, _("%(name)s is taken over.") % {"name": file.name})
        return redirect(f"{bringing.kind}_file", pk=pk)
    plan = None if file.done_at else bringing.check(request, file.rows)
    done = [(sheet.title, file.counts[sheet.key]) for sheet in bringing.sheets if sheet.key in file.counts]
    more = {"form": form, "file": file, "plan": plan, "parts": parts(plan), "done": done, "most": PROBLEMS}
    return bringing.shown() | more


def parts(plan: Checked | None) -> list[dict[str, object]]:
    """Of each part the numbers and some examples."""
    if plan is None:
        return []
    return [
        {"sheet": part.sheet, "counts": part.counts, "changes": [*part.ended, *part.changes][:EXAMPLES]}
        for part in plan.parts
    ]


def to_put_right(request: HttpRequest, bringing: Bringing, pk: int) -> HttpResponse:
    """The file as it was brought, with what is wrong beside each row."""
    file: Any = get_visible_or_404(request, bringing.model.objects.all(), pk)
    words, problems = _("To put right"), bringing.check(request, file.rows).problems
    return hand_out(with_problems(bringing.sheets, file.rows, problems), f"{words}-{file.name}")
