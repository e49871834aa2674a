"""The choice of the planner: what must hold whatever is owed, settled and free."""

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of, moment
from lvzhi.desk.planner import WAY, Fixed, Frame, Reason, Wish, area_of, plan

MONDAY = dt.date(2026, 3, 2)
MORNING = moment(MONDAY, dt.time(8))
FRIDAY = MONDAY + 4 * DAY
WORKDAYS = tuple(MONDAY + n * DAY for n in range(5))
AREAS = ("城东区", "城西区", "高新区")


def wish(customer: int, area: str = "城东区", by: dt.date = FRIDAY, tier: str = "core", **more: object) -> Wish:
    given = {"address": "", "last_contact": None} | more
    reasons = (Reason("duty", by, "contact"),)
    return Wish(customer, f"示例{customer}", tier, area, reasons=reasons, **given)  # type: ignore[arg-type]


def frame(days: tuple[dt.date, ...] = WORKDAYS, at: dt.datetime = MORNING, a_day: int = 3) -> Frame:
    return Frame(days, at, a_day)


def fixed_on(day: dt.date, clock: int, hours: int = 1, trip: str = "") -> Fixed:
    starts = moment(day, dt.time(clock))
    return Fixed(starts, starts + dt.timedelta(hours=hours), trip, "已约客户" if trip else "")


def test_one_district_is_one_trip():
    found = plan([wish(1), wish(2), wish(3, "城西区"), wish(4)], [], frame(a_day=5)).visits
    east = [(v.on, v.starts.hour < 12) for v in found if v.wish.area == "城东区"]
    assert east[:2] == [(MONDAY, True)] * 2, "the morning holds two"
    assert east[2] == (MONDAY + DAY, True), "the third on the next free half-day"
    west = next(v for v in found if v.wish.area == "城西区")
    assert (west.on, west.starts.hour < 12) not in east


def test_an_appointment_draws_the_neighbours_to_its_half_day():
    met = fixed_on(MONDAY + 2 * DAY, 14, trip="高新区")
    found = plan([wish(1, "高新区"), wish(2, "城东区")], [met], frame()).visits
    near = next(v for v in found if v.wish.customer == 1)
    assert (near.on, near.beside) == (MONDAY + 2 * DAY, "已约客户")
    assert near.starts >= met.ends + WAY


def test_nobody_is_drawn_to_an_appointment_that_comes_too_late():
    met = fixed_on(FRIDAY, 14, trip="高新区")
    (visit,) = plan([wish(1, "高新区", by=MONDAY + DAY)], [met], frame()).visits
    assert visit.on == MONDAY
    assert not visit.is_late


def test_what_is_late_already_comes_first_and_says_so():
    found = plan([wish(1, by=FRIDAY), wish(2, "城西区", by=MONDAY - 3 * DAY)], [], frame()).visits
    assert found[0].wish.customer == 2
    assert found[0].is_late


def test_where_nobody_knows_the_place_the_trip_is_its_own():
    found = plan([wish(1, ""), wish(2, "")], [], frame()).visits
    assert len({(v.on, v.starts.hour < 12) for v in found}) == 2


def test_neighbours_in_a_street_follow_each_other():
    streets = {1: "示例路9号", 2: "乙巷3号", 3: "示例路1号"}
    days = (MONDAY,)
    found = plan([wish(n, address=a) for n, a in streets.items()], [fixed_on(MONDAY, 8, 4)], frame(days)).visits
    assert [v.wish.address for v in found] == sorted(streets.values())


def test_the_district_is_read_from_the_address_where_it_is_not_entered():
    assert area_of("城东区", "城西区示例路1号") == "城东区"
    assert area_of("", "示例市城西区示例路1号") == "示例市城西区"
    assert area_of("", "人民路8号") == "人民路"
    assert area_of("", "") == ""


wishes = st.lists(
    st.builds(
        wish,
        st.integers(1, 60),
        st.sampled_from([*AREAS, ""]),
        st.dates(MONDAY - 7 * DAY, MONDAY + 40 * DAY),
        st.sampled_from(["core", "key", "general", "prospect"]),
    ),
    max_size=40,
    unique_by=lambda one: one.customer,
)
settled = st.lists(
    st.builds(
        fixed_on,
        st.dates(MONDAY, FRIDAY),
        st.integers(7, 18),
        st.integers(1, 5),
        st.sampled_from(["", *AREAS]),
    ),
    max_size=8,
)
frames = st.builds(
    frame,
    st.sets(st.sampled_from(WORKDAYS)).map(lambda days: tuple(sorted(days))),
    st.integers(0, 4 * 24).map(lambda hours: MORNING + dt.timedelta(hours=hours)),
    st.integers(1, 5),
)


@settings(max_examples=100, deadline=None)
@given(wishes, settled, frames)
def test_whatever_is_owed_and_settled_the_plan_can_be_kept(asked, fixed, within):
    found = plan(asked, fixed, within)
    placed = [v.wish.customer for v in found.visits]
    assert sorted([*placed, *(w.customer for w in found.left)]) == sorted(w.customer for w in asked)
    assert all(v.on in within.days for v in found.visits), "never on a rest day or a day of leave"
    assert all(v.starts > within.at for v in found.visits), "never in the past"
    for one in found.visits:
        assert all(one.ends <= f.starts or f.ends <= one.starts for f in fixed), "never two at once"
    assert all(one.ends <= other.starts for one, other in pairwise(found.visits)), "never two at once"


@settings(max_examples=100, deadline=None)
@given(wishes, settled, frames)
def test_a_day_holds_what_it_holds_and_a_half_day_leads_to_one_place(asked, fixed, within):
    found = plan(asked, fixed, within).visits
    for day in within.days:
        proposed = [v for v in found if v.on == day]
        there = [f for f in fixed if f.is_visit and date_of(f.starts) <= day <= date_of(f.ends)]
        assert not proposed or len(proposed) + len(there) <= within.a_day
        for half in (True, False):
            trips = {v.wish.trip for v in proposed if (v.starts.hour < 12) == half}
            assert len(trips) <= max(1, len({f.trip for f in there}))


@settings(max_examples=100, deadline=None)
@given(wishes, settled, frames)
def test_nobody_is_left_out_for_a_less_urgent_one_of_the_same_district(asked, fixed, within):
    found = plan(asked, fixed, within)
    for out in found.left:
        for visit in found.visits:
            assert visit.wish.trip != out.trip or visit.wish.order < out.order


@settings(max_examples=100, deadline=None)
@given(wishes, settled, frames, st.randoms(use_true_random=False))
def test_the_same_facts_give_the_same_plan(asked, fixed, within, random):
    mixed, stirred = list(asked), list(fixed)
    random.shuffle(mixed)
    assert plan(mixed, stirred, within) == plan(asked, fixed, within)


def test_leave_of_a_day_keeps_it_free():
    leave = Fixed(moment(MONDAY), moment(MONDAY + DAY))
    found = plan([wish(n) for n in range(1, 4)], [leave], frame((MONDAY, MONDAY + DAY))).visits
    assert {v.on for v in found} == {MONDAY + DAY}
