"""The trail as a list: filtered by person, action, thing and day, in the order of time."""

from operator import attrgetter

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lvzhi.core.models import TrailLine
from lvzhi.records.filters import Choice, DayRange, Person, Scope, Text
from lvzhi.records.listing import Column, Listing
from lvzhi.web.trail.things import name_things
from lvzhi.web.trail_words import ACTIONS, details, done

RESULTS = ((TrailLine.Result.DONE.value, _("done")), (TrailLine.Result.REFUSED.value, _("refused")))


def everything(scope: Scope) -> QuerySet[TrailLine]:
    """Who may open the page sees all of it."""
    return TrailLine.objects.all()


TRAIL: Listing[TrailLine] = Listing(
    seen=everything,
    joined=lambda lines: lines.select_related("by"),
    named=name_things,
    order="-at",
    columns=(
        Column("at", _("When"), lambda line: line.at, "instant", sort="at", newest=True),
        Column("by", _("Who"), lambda line: line.by.name if line.by else ""),
        Column("done", _("What was done"), done),
        Column("about", _("To what"), attrgetter("thing")),
        Column("detail", _("Particulars"), details, grow=True, phone=False),
        Column("refused", _("Refused"), lambda line: line.result == TrailLine.Result.REFUSED, "flag"),
        Column("ip", _("Address"), lambda line: line.ip or "", phone=False),
    ),
    filters=(
        DayRange("at", _("Day"), "at", moments=True),
        Person("by", _("Who"), "by"),
        Choice("action", _("What was done"), tuple(ACTIONS.items()), lambda name: Q(action=name)),
        Text("about", _("Thing, such as work_log/12"), lambda ref: Q(ref=ref), bounded=False),
        Choice("result", _("Result"), RESULTS, lambda value: Q(result=value)),
    ),
)
