"""The demo lives the working day through the actions: customers, outings, contacts, and the log that wrote itself."""

import datetime as dt
from collections import Counter
from itertools import groupby

import pytest
from django.db.models import Count, F, Q

from lvzhi.attendance.models import Leave
from lvzhi.contacts.models import Absence, AppointmentOff, Away, Contact, Mode, PromiseKept, SpotCheck
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.core.identifiers import is_credit_code
from lvzhi.customers.models import PREMIUM, ContactPerson, Customer, Tier
from lvzhi.demo import load as demo
from lvzhi.demo.texts import read
from lvzhi.people.models import Role, Staff
from lvzhi.people.queries import is_cleared
from lvzhi.records.models import Record, Task, Waiting
from lvzhi.worklog.models import DailyReport, Target, TargetImport, WorkLog
from lvzhi.worklog.queries import month_after, share_from_records
from tests.scenario import moment

pytestmark = pytest.mark.django_db
AT = "2026-03-31 10:05"  # a working Tuesday
WEEKS = 6
LENGTHS = {"visit": 20, "call": 20, "bank": 20}  # characters that an effective contact has at least


def test_six_weeks_of_the_bank() -> None:
    """One load, looked at from all sides: loading is what takes the time."""
    at = moment(AT)
    assert demo.load(at, weeks=WEEKS)
    nine_of_ten_fields_come_from_records()
    the_customers_are_as_many_as_they_should_be()
    one_road_leads_from_the_outing_to_the_log(at)
    some_are_out_and_one_has_not_come_back_since_yesterday(at)
    everything_there_is_to_see_is_there(at)
    targets_grow_week_by_week(at)


def nine_of_ten_fields_come_from_records() -> None:
    share = share_from_records(list(WorkLog.objects.all()))
    assert share.filled > 3000
    assert share.of_records >= 0.90, share


def the_customers_are_as_many_as_they_should_be() -> None:
    rows = list(Customer.objects.all())
    assert Counter(one.tier for one in rows) == {"core": 10, "key": 15, "general": 25, "prospect": 10}
    assert Counter(one.segment for one in rows) == {"company": 48, "institution": 8, "interbank": 4}
    assert all(is_credit_code(one.credit_code) and one.credit_code[2:8] == "000000" for one in rows)
    assert all(one.manager_id and one.district and one.address for one in rows)
    assert not [one for one in rows if one.tier in PREMIUM and one.backup_id is None]
    teams = Customer.objects.values("unit").annotate(n=Count("pk", filter=Q(segment="interbank")))
    assert [one["n"] for one in teams] == [2, 2]
    people = ContactPerson.objects.values("customer").distinct()
    assert people.count() == 60
    assert Customer.objects.filter(tierings__during__endswith__isnull=False).count() == 3


def one_road_leads_from_the_outing_to_the_log(at: dt.datetime) -> None:
    """Every contact out of the house has its outing; what stands in the logs names the record it came from."""
    visits = Contact.objects.filter(mode=Mode.VISIT)
    assert visits.count() > 3 * WEEKS * Staff.objects.holding(Role.MANAGER, date_of(at)).count()  # three a week
    assert not visits.filter(absence=None).exists()
    assert set(Contact.objects.values_list("mode", flat=True)) == {Mode.VISIT, Mode.CALL, Mode.AT_BANK}
    assert Contact.objects.filter(appointment__isnull=False).count() > 15
    assert AppointmentOff.objects.exists()
    assert Contact.objects.filter(record__instead_of__isnull=False, record__by__number="1011").exists()
    assert PromiseKept.objects.filter(given_up=False).count() > 10
    reviews = Contact.objects.exclude(reviews=None).values_list("reviews__effective", flat=True)
    assert set(reviews) == {True, False}
    assert not Contact.objects.filter(met_at__gt=at).exists()
    filed = WorkLog.objects.filter(on=date_of(at) - DAY).prefetch_related("lines")
    assert all(any(line.source_id for line in log.lines.all()) for log in filed)


def some_are_out_and_one_has_not_come_back_since_yesterday(at: dt.datetime) -> None:
    out = Away.objects.filter(left_at__lte=at, back_at=None).exclude(absence__business="private")
    yesterday = {one.staff.number for one in out if date_of(one.left_at) < date_of(at)}
    shown = {str(row["number"]) for row in read("bank")["logins"]}
    assert len(yesterday) == 2
    assert not yesterday & shown
    assert out.exclude(staff__number__in=yesterday).exists()


def everything_there_is_to_see_is_there(at: dt.datetime) -> None:
    day = date_of(at)
    assert set(DailyReport.objects.values_list("way", flat=True)) == {"in_person", "phone"}
    assert DailyReport.objects.filter(noted=None).exists()
    assert SpotCheck.objects.filter(absence__leaves_at__lt=F("record__recorded_at")).exists()
    assert Waiting.objects.filter(approval__kind="leave").count() == 2
    away = Leave.objects.get(starts__lte=at, ends__gt=at, off_duty__isnull=False)
    assert (away.owner.number, away.deputy and away.deputy.number) == ("1014", "1011")
    uncleared = [one.number for one in Staff.objects.order_by("number") if not is_cleared(one, day)]
    assert uncleared == ["2004", "9009"]
    this_month = Customer.objects.filter(tier=Tier.CORE)
    fresh = this_month.filter(last_contact_at__gte=moment(f"{day:%Y-%m}-01 00:00")).count()
    assert 7 <= fresh <= 9
    assert Task.objects.filter(done=None).exists()
    assert Absence.objects.exclude(late_reason="").exists()
    assert not Record.objects.filter(recorded_at__gt=at).exists()
    assert Staff.objects.holding(Role.MANAGER, day).count() == 8


def targets_grow_week_by_week(at: dt.datetime) -> None:
    """Each month of the story has its goals; what ended has its results, what is to come has none."""
    month = date_of(at).replace(day=1)
    rows = {month: list(rows) for month, rows in groupby(Target.objects.order_by("month"), key=lambda one: one.month)}
    assert {len(found) for found in rows.values()} == {8 * 4}
    assert max(rows) == month_after(month)
    assert all(one.actual is None for one in rows[max(rows)])
    ended = [one for each, found in rows.items() if each < month for one in found]
    rates = [one.rate for one in ended if one.rate is not None]
    assert len(rates) == len(ended) >= 8 * 4
    assert all(0 < rate < 200 for rate in rates)
    assert {one.goal % 1 for one in Target.objects.filter(measure="new")} == {0}
    assert TargetImport.objects.filter(done_at=None).count() == 0
    assert TargetImport.objects.count() >= 2 * 6


def test_what_is_said_on_visits_and_calls_is_long_enough_to_count() -> None:
    stories = read("stories")
    said = [one for kind in ("firm", "public", "bank") for story in stories[kind] for step in story["steps"]
            for one in step["said"]]  # fmt: skip
    short = [one for one in said if len(one[1].replace("<", "").replace(">", "")) < LENGTHS.get(one[0], 0)]
    assert len(said) > 100
    assert short == []
