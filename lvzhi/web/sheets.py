"""Many things at once from Excel: fetch the template, bring the file, look what it would do, take it over."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.clock import date_of
from lvzhi.core.sheets.columns import Sheets
from lvzhi.core.sheets.plan import Checked
from lvzhi.core.sheets.reading import MEGABYTE, MOST_BYTES, Book, check_size, read_book
from lvzhi.core.sheets.template import template, with_problems
from lvzhi.people.models import Staff
from lvzhi.web.access import Needs
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.handing import hand_out
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404
from lvzhi.web.page import Shown, page, who_and_when

LAST = 10
PROBLEMS = 200  # on the page; the file to download has them all
EXAMPLES = 30
HINTS = (
    gettext_lazy("What is new is entered, what differs is changed, what is not in the file stays as it is."),
    gettext_lazy(
        "Nothing is written before you have looked at what would happen, and nothing at all if one row is wrong."
    ),
)
NOTES = (gettext_lazy("The same file twice changes nothing the second time."),)


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
    """Files of one kind: the rows that keep them, their sheets, the two actions, who may, and the words of their pages.

    `area` is the name of the list they belong to and of its address; the addresses of the pages themselves are
    `<kind>_files`, `<kind>_template`, `<kind>_file` and `<kind>_problems`. `hints` stand in the template and on the
    page, `notes` on the page alone, each with what holds for files of every kind.
    """

    kind: str
    title: Any
    area: tuple[Any, str]
    model: type[Any]
    sheets: Sheets
    needs: Needs
    check: Callable[[Book, Staff, dt.date], Checked]
    upload: Callable[..., Any]
    take_over: Callable[..., Any]
    hints: Sequence[Any]
    notes: Sequence[Any]
    clauses: tuple[str, ...] = ()

    def urls(self) -> list[URLPattern]:
        """The addresses that files of every kind have, below that of their list."""
        bring = page("sheets/files.html", needs=self.needs, clauses=self.clauses)
        look = page("sheets/file.html", needs=self.needs)
        return [
            path("import/", bring(self.brought), name=self.names["files"]),
            path("import/template/", look(self.blank), name=self.names["template"]),
            path("import/<int:pk>/", look(self.looked_at), name=self.names["file"]),
            path("import/<int:pk>/problems/", look(self.to_put_right), name=self.names["problems"]),
        ]

    @property
    def names(self) -> dict[str, str]:
        """The names of the addresses, as the templates use them."""
        return {part: f"{self.kind}_{part}" for part in ("files", "template", "file", "problems")}

    def shown(self) -> Shown:
        """What every page about these files shows."""
        label, name = self.area
        return {"title": self.title, "area": (label, page_of(name)), "names": self.names}

    def brought(self, request: HttpRequest) -> Shown | HttpResponse:
        """Bring a file. It is read and kept for looking at; nothing else is written."""
        me, at = who_and_when(request)
        form = open_form(request, FileForm)
        if request.method == "POST" and form.is_valid() and (kept := self.keep(request, form)) is not None:
            return redirect(self.names["file"], pk=kept.pk)
        files = self.model.objects.visible_to(me, date_of(at)).exclude(done_at=None)
        last = files.select_related("by").defer("rows").order_by("-done_at")[:LAST]
        return self.shown() | {"form": form, "last": last, "hints": [*self.hints, *HINTS, *self.notes, *NOTES]}

    def keep(self, request: HttpRequest, form: FileForm) -> Any:
        file = form.cleaned_data["file"]
        try:
            check_size(file.size, file.name)
            book = read_book(file, file.name, self.sheets)
        except ValidationError as wrong:
            form.add_error("file", wrong)
            return None
        return perform(request, form, self.upload, name=file.name, book=book)

    def blank(self, _request: HttpRequest) -> HttpResponse:
        """The workbook to fill in."""
        return hand_out(template(self.sheets, [*self.hints, *HINTS]), f"{self.title}.xlsx")

    def looked_at(self, request: HttpRequest, pk: int) -> Shown | HttpResponse:
        """What the file would do, or what is wrong with it; then take it over as a whole."""
        file: Any = get_visible_or_404(request, self.model.objects.select_related("by"), pk)
        form = open_form(request, ActionForm)
        if request.method == "POST" and perform(request, form, self.take_over, file=file) is not None:
            messages.success(request, _("%(name)s is taken over.") % {"name": file.name})
            return redirect(self.names["file"], pk=pk)
        plan = None if file.done_at else self.checked(request, file)
        done = [(sheet.title, file.counts[sheet.key]) for sheet in self.sheets if sheet.key in file.counts]
        more = {"form": form, "file": file, "plan": plan, "parts": parts(plan), "done": done, "most": PROBLEMS}
        return self.shown() | more

    def to_put_right(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file as it was brought, with what is wrong beside each row."""
        file: Any = get_visible_or_404(request, self.model.objects.all(), pk)
        words, problems = _("To put right"), self.checked(request, file).problems
        return hand_out(with_problems(self.sheets, file.rows, problems), f"{words}-{file.name}")

    def checked(self, request: HttpRequest, file: Any) -> Checked:
        me, at = who_and_when(request)
        return self.check(file.rows, me, date_of(at))


def parts(plan: Checked | None) -> list[dict[str, object]]:
    """Of each part the numbers and some examples."""
    if plan is None:
        return []
    return [
        {"sheet": part.sheet, "counts": part.counts, "changes": [*part.ended, *part.changes][:EXAMPLES]}
        for part in plan.parts
    ]
