"""Units, people and posts from Excel: fetch the template, bring the file, look, take it over."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from lvzhi.people.actions import import_people, upload_people
from lvzhi.people.importing.checking import check
from lvzhi.people.importing.columns import SHEETS
from lvzhi.people.models import PeopleImport
from lvzhi.web import access, sheets
from lvzhi.web.page import Shown, page
from lvzhi.web.people.asked import mine

PEOPLE = sheets.Bringing(
    kind="people",
    title=_("Units, people and posts from Excel"),
    area=(_("People"), "people"),
    model=PeopleImport,
    sheets=SHEETS,
    check=lambda request, rows: check(rows, mine(request)[0]),
    upload=upload_people,
    take_over=import_people,
    hints=(
        _("Fill in the sheets that you need; a sheet without rows may stay empty."),
        _("What is new is entered, what differs is changed, what is not in the file stays as it is."),
        _("An empty cell changes nothing. Nobody is removed: a post ends by its last day."),
        _("Nothing is written before you have looked at what would happen, and nothing at all if one row is wrong."),
    ),
    notes=(
        _("The same file twice changes nothing the second time."),
        _("New people cannot sign in until they get a first password: on the person's page, or by unit."),
    ),
)


@page("sheets/files.html", needs=access.administrators)
def upload(request: HttpRequest) -> Shown | HttpResponse:
    """Bring a file. It is read and kept for looking at; nothing else is written."""
    return sheets.brought(request, PEOPLE)


@page("sheets/files.html", needs=access.administrators)
def blank(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    return sheets.blank(PEOPLE)


@page("sheets/file.html", needs=access.administrators)
def look(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """What the file would do, or what is wrong with it; then take it over as a whole."""
    return sheets.looked_at(request, PEOPLE, pk)


@page("sheets/file.html", needs=access.administrators)
def problems(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was brought, with what is wrong beside each row."""
    return sheets.to_put_right(request, PEOPLE, pk)
