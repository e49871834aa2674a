"""Units, people and posts from Excel: fetch the template, bring the file, look, take it over."""

from django.utils.translation import gettext_lazy as _

from lvzhi.people.actions import import_people, upload_people
from lvzhi.people.importing.checking import check
from lvzhi.people.importing.columns import SHEETS
from lvzhi.people.models import PeopleImport
from lvzhi.web import access
from lvzhi.web.sheets import Bringing

PEOPLE = Bringing(
    kind="people",
    title=_("Units, people and posts from Excel"),
    area=(_("People"), "people"),
    model=PeopleImport,
    sheets=SHEETS,
    needs=access.administrators,
    check=lambda rows, me, _today: check(rows, me),
    upload=upload_people,
    take_over=import_people,
    hints=(
        _("Fill in the sheets that you need; a sheet without rows may stay empty."),
        _("An empty cell changes nothing. Nobody is removed: a post ends by its last day."),
    ),
    notes=(_("New people cannot sign in until they get a first password: on the person's page, or by unit."),),
)
