"""The demo branch: the same story each time, never an empty workbench, and everything by the actions themselves."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.db.models import Exists, F, OuterRef

from lvzhi.contacts.models import Absence, AbsenceChange, Appointment, Contact
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.core.embedded import Trouble
from lvzhi.core.models import NightRun, TrailLine
from lvzhi.core.writing import rehearsing
from lvzhi.customers.models import Customer
from lvzhi.demo import load as demo
from lvzhi.demo.house import PASSWORD
from lvzhi.desk.agenda import agenda
from lvzhi.desk.coverage import open_customers
from lvzhi.desk.reading import Asked, queue
from lvzhi.desk.week import week, week_of
from lvzhi.duties.models import Duty, Proof
from lvzhi.people.models import Role, Staff
from lvzhi.records.models import Attachment, Filing, Record, Task
from lvzhi.worklog.models import LogComment, LogLine, LogReading, PlanItem, PlanOutcome, Target, WorkLog
from tests.bank import Bank
from tests.scenario import moment

pytestmark = pytest.mark.django_db
TUESDAY, SATURDAY, HOLIDAY = "2026-03-10 10:05", "2026-03-14 09:30", "2026-02-20 00:02"
NEW_YEAR, EVENING = "2026-01-01 09:00", "2026-03-12 20:00"


def digest() -> str:
    """Everything that somebody could read, without the numbers that the database gives."""
    told: list[Any] = [
        *WorkLog.objects.order_by("on", "owner__number").values_list(
            "owner__number", "on", "done", "learned", "late_reason", "record__recorded_at"
        ),
        *LogLine.objects.order_by("log__on", "log__owner__number", "position").values_list(
            "starts", "content", "result"
        ),
        *LogComment.objects.order_by("record").values_list("record__by__number", "text", "part", "position"),
        *LogReading.objects.order_by("record").values_list("reader__number", "record__recorded_at"),
        *Task.objects.order_by("record").values_list("owner__number", "title", "due_on"),
        *Customer.objects.order_by("number").values_list("number", "name", "credit_code", "tier", "manager__number"),
        *Absence.objects.order_by("record").values_list("owner__number", "leaves_at", "purpose", "place"),
        *Contact.objects.order_by("record").values_list("customer__number", "met_at", "minutes", "next_step"),
        *Appointment.objects.order_by("record").values_list("customer__number", "starts"),
        *Attachment.objects.order_by("record", "sha256").values_list("name", "sha256"),
        *Target.objects.order_by("owner__number", "month", "measure").values_list(
            "owner__number", "month", "measure", "goal", "actual"
        ),
        *Duty.objects.order_by("opens", "owner__number", "rule", "met_at").values_list(
            "rule", "owner__number", "met_at"
        ),
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def test_the_same_moment_tells_the_same_story() -> None:
    found = []
    for _n in range(2):
        with rehearsing():
            demo.load(moment(TUESDAY), weeks=1)
            found.append(digest())
    assert found[0] == found[1]


@pytest.mark.parametrize("at", [TUESDAY, SATURDAY, HOLIDAY, NEW_YEAR, EVENING])
def test_no_workbench_is_empty(at: str) -> None:
    demo.load(moment(at), weeks=2)
    day = date_of(moment(at))
    people = Staff.objects.filter(posts__role__in=[Role.MANAGER, Role.SUPERVISOR, Role.DEPARTMENT_HEAD])
    assert people.count() == 12
    for staff in people:
        piles = agenda(staff, moment(at))
        assert piles["late"].items or piles["today"].items or piles["soon"].items, staff
    for staff in Staff.objects.holding(Role.SUPERVISOR, day):
        assert any(letter.is_new for letter in queue(staff, moment(at), Asked(since=moment(at))))
        assert agenda(staff, moment(at))["late"].items
    has_targets = Target.objects.filter(month=day.replace(day=1)).values_list("owner__number", "measure")
    assert len(set(has_targets)) == 8 * 4
    owing = [staff for staff in Staff.objects.holding(Role.MANAGER, day) if open_customers(staff, moment(at)).rows]
    assert len(owing) > 2
    monday = week_of(day + 7 * DAY)[0]
    assert all(week(staff, moment(at), monday, 4).plan.visits for staff in owing)


def test_what_was_told_is_consistent() -> None:
    """One load, looked at from all sides: loading is what takes the time."""
    at = moment(TUESDAY)
    assert demo.load(at, weeks=3)
    everything_went_through_actions()
    assert not Record.objects.filter(recorded_at__gt=at).exists()
    assert NightRun.objects.count() == 22
    the_duties_have_their_proofs(at)
    late = {log.pk for log in WorkLog.objects.exclude(late_reason="")}
    assert late == {
        log.pk for log in WorkLog.objects.select_related("record") if date_of(log.record.recorded_at) > log.on
    }
    no_two_days_of_anybody_read_alike_and_plans_are_answered()
    a_second_start_loads_nothing_and_everybody_may_sign_in()


def the_duties_have_their_proofs(at: dt.datetime) -> None:
    states = {duty.state(at) for duty in Duty.objects.all()}
    assert states >= {"open", "late", "met", "met_late"}
    unproven = Duty.objects.exclude(met_at=None).filter(~Exists(Proof.objects.filter(duty=OuterRef("pk"))))
    assert not unproven.exists()
    before_it_began = set(Duty.objects.filter(met_at__lt=F("opens")).values_list("rule", "about"))
    called_off = AbsenceChange.objects.filter(cancelled=True).values_list("absence", flat=True)
    assert before_it_began <= {("complete_outing", f"absence/{absence}") for absence in called_off}


def everything_went_through_actions() -> None:
    """Each record has its filing, and each line on the trail its record."""
    assert Record.objects.count() == Filing.objects.values("record").distinct().count()
    for kind, action in (
        ("work_log", "work_log.file"),
        ("work_log_comment", "work_log.comment"),
        ("task", "task.give"),
    ):
        refs = {f"{kind}/{pk}" for pk in Record.objects.filter(kind=kind).values_list("pk", flat=True)}
        assert refs == set(TrailLine.objects.filter(action=action).values_list("ref", flat=True))
    assert not TrailLine.objects.filter(result=TrailLine.Result.REFUSED).exists()
    assert TrailLine.objects.get(action="demo.load").by_id is None


def no_two_days_of_anybody_read_alike_and_plans_are_answered() -> None:
    assert WorkLog.objects.count() == WorkLog.objects.values("done").distinct().count()
    assert not any("<" in done or "{" in done for done in WorkLog.objects.values_list("done", flat=True))
    assert PlanOutcome.objects.filter(item__log__on__gte=F("log__on")).count() == 0
    for staff in Staff.objects.holding(Role.MANAGER, dt.date(2026, 3, 10)):
        last = WorkLog.objects.filter(owner=staff).order_by("-on").first()
        assert set(PlanItem.objects.filter(log__owner=staff, outcome=None).values_list("log", flat=True)) == {last.pk}


def a_second_start_loads_nothing_and_everybody_may_sign_in() -> None:
    before = Record.objects.count()
    assert not demo.load(moment(SATURDAY), weeks=2)
    assert Record.objects.count() == before
    shown = [Staff.objects.get(number=line.split()[0]) for line in demo.logins().splitlines()]
    assert {staff.all_posts[0].role for staff in shown} >= {Role.MANAGER, Role.SUPERVISOR, Role.AUDITOR}
    assert all(staff.check_password(PASSWORD) and not staff.must_change_password for staff in shown)


def test_a_database_with_people_of_its_own_is_left_alone() -> None:
    Bank.of({"张三": "manager"})
    with pytest.raises(Trouble, match="people of its own"):
        demo.load(moment(TUESDAY), weeks=1)
    assert Staff.objects.count() == 1


def test_what_was_broken_off_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(day: int, _of: int) -> None:
        if day > 1:
            assert Record.objects.exists()
            raise KeyboardInterrupt

    monkeypatch.setattr(demo, "passed", broken)
    with pytest.raises(KeyboardInterrupt):
        demo.load(moment(TUESDAY), weeks=1)
    assert not Staff.objects.exists()
    assert not Record.objects.exists()
