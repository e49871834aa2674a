"""What is proposed for the next working day, and what today's records say to the last plan."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from lvzhi.contacts.models import Appointment, Contact, Mode, standing
from lvzhi.core.calendar import DAY, workday_after
from lvzhi.core.clock import ZONE, date_of, midnight_after
from lvzhi.desk.draft.parts import Answer, Line, Proposal, short, within
from lvzhi.desk.subjects import subjects
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff
from lvzhi.regulation.text import clauses
from lvzhi.worklog.models import LogSource, PlanItem, PlanOutcome

MOST = 8  # a plan of more is none
LONGEST = 200
LOOK_BACK = 180 * DAY  # how old a contact may be whose next step is still proposed
PLANNED = Q(about__startswith="task/") | Q(about__startswith="customer/")
Result = PlanOutcome.Result


def proposals(staff: Staff, on: dt.date, at: dt.datetime) -> list[Proposal]:
    """Appointments first, then next steps agreed with customers, then what is due; each customer once."""
    until = workday_after(on, 1)
    found: list[Proposal] = []
    for propose in (appointments, next_steps, due):
        met = {one.customer for one in found if one.customer}
        found += [one for one in propose(staff, (on + DAY, until), at) if one.customer not in met]
    return found[:MOST]


Days = tuple[dt.date, dt.date]


def appointments(staff: Staff, days: Days, at: dt.datetime) -> list[Proposal]:
    """What is agreed with customers up to the next working day."""
    rows = standing(Appointment.objects.visible_to(staff, date_of(at))).filter(within("starts", *days), owner=staff)
    found = []
    for one in rows.select_related("customer", "record").order_by("starts", "pk")[:MOST]:
        starts = one.starts.astimezone(ZONE)
        when = f"{starts:%H:%M}" if starts.date() == days[1] else f"{starts:%m-%d %H:%M}"
        words = {"when": when, "how": one.get_mode_display(), "whom": str(one.customer), "what": one.purpose}
        text = _("%(when)s %(how)s, %(whom)s: %(what)s") % words
        found.append(Proposal(one.ref, short(text, LONGEST), one.customer_id))
    return found


def next_steps(staff: Staff, days: Days, at: dt.datetime) -> list[Proposal]:
    """What was agreed as the next step for these days, unless one was in touch with the customer since."""
    seen = Contact.objects.visible_to(staff, date_of(at)).filter(owner=staff, met_at__gte=at - LOOK_BACK)
    since = Contact.objects.filter(customer=OuterRef("customer"), met_at__gt=OuterRef("met_at")).exclude(mode=Mode.MASS)
    rows = seen.filter(~Exists(since), next_on__range=days).select_related("customer", "record")
    return [
        Proposal(
            one.ref,
            short(_("%(whom)s: %(what)s") % {"whom": str(one.customer), "what": one.next_step}, LONGEST),
            one.customer_id,
        )
        for one in rows.order_by("next_on", "pk")[:MOST]
    ]


def due(staff: Staff, days: Days, at: dt.datetime) -> list[Proposal]:
    """Tasks, and what customers are owed, by the end of the next working day; registers are no plan."""
    rows = Duty.objects.living().filter(owner=staff, opens__lte=at, due__gt=at, due__lte=midnight_after(days[1]))
    owed = list(rows.filter(PLANNED).order_by("due", "pk")[:MOST])
    known = subjects(duty.about for duty in owed)
    found = []
    for duty in owed:
        subject = known.get(duty.about)
        title = clauses("zh-hans")[duty.clause].title
        text = subject.title if subject and duty.about.startswith("task/") else title
        if subject and not duty.about.startswith("task/"):
            text = _("%(whom)s: %(what)s") % {"whom": subject.title or subject.whom, "what": title}
        ref = duty.about if duty.about.startswith("task/") else duty.ref
        found.append(Proposal(ref, short(text, LONGEST), customer_of(duty.about)))
    return found


def customer_of(about: str) -> int | None:
    kind, _slash, key = about.partition("/")
    return int(key) if kind == "customer" and key.isdecimal() else None


def answers(items: Sequence[PlanItem], lines: Iterable[Line]) -> dict[int, Answer]:
    """For each planned thing what a record of today says to it: the same appointment or task, or the same customer."""
    if not items:
        return {}
    kept = LogSource.objects.filter(log=items[0].log_id, part=LogSource.Part.PLAN)
    planned = dict(kept.values_list("position", "ref"))
    newest = sorted(lines, key=lambda line: (not line.failed, line.starts), reverse=True)
    found = {item.pk: next(filter(fits(item, planned.get(item.position, "")), newest), None) for item in items}
    return {pk: answer(line) for pk, line in found.items() if line is not None}


def fits(item: PlanItem, ref: str) -> Callable[[Line], bool]:
    """Whether a line is about what was planned."""
    wanted = {ref} | ({f"customer/{item.customer_id}"} if item.customer_id else set())

    def does(line: Line) -> bool:
        return bool(wanted & line.about) or bool(line.customer and line.about and line.whom and line.whom in item.text)

    return does


def answer(line: Line) -> Answer:
    if line.failed:
        return Answer(line.ref, Result.NOT_DONE, short(line.result, LONGEST))
    return Answer(line.ref, Result.DONE)
