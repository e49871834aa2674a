"""Contacts: what counts, for whom, and until when the supervisor's word takes it back (16.1)."""

import datetime as dt
from itertools import permutations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvzhi.contacts.actions import keep_promise, review_contact
from lvzhi.contacts.models import Contact, Promise
from lvzhi.core.calendar import DAY
from lvzhi.core.writing import rehearsing
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.people.models import Staff
from lvzhi.records.authors import author
from lvzhi.records.models import Filing, Message, Withdrawal
from tests.bank import Bank
from tests.contacts.house import a_contact, a_customer, an_appointment, stands_in
from tests.scenario import moment

FIRST = dt.date(2026, 3, 1)
AT = moment("2026-03-02 10:00")
HOUR = dt.timedelta(hours=1)
LATER = moment("2026-04-02 09:00")


@pytest.fixture
def bank(db: None) -> Bank:
    people = {"张三": "manager", "王二": "manager", "李四": "supervisor", "王五": "department_head"}
    return Bank.of(people | {"孙立": {"role": "supervisor", "unit": "二组"}})


@pytest.fixture
def zhang(bank: Bank) -> Staff:
    return bank.staff("张三")


@pytest.fixture
def customer(bank: Bank):
    return a_customer(bank, "示例甲", "张三")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def kinds(contact: Contact) -> set[str]:
    return set(Filing.objects.filter(record=contact.record, withdrawal=None).values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("more", "counted"),
    [
        ({}, {"effective_contact", "visit"}),
        ({"mode": "call"}, {"effective_contact"}),
        ({"mode": "at_bank"}, {"effective_contact"}),
        ({"mode": "mass"}, set()),
        ({"persons": " "}, set()),
        ({"minutes": "十九个字十九个字十九个字十九个字十九个"}, set()),
        ({"minutes": "二十个字二十个字二十个字二十个字二十个字"}, {"effective_contact", "visit"}),
    ],
)
def test_what_makes_a_contact_effective(zhang, customer, more, counted):
    contact = a_contact(zhang, customer, AT, **more)
    assert kinds(contact) - {"contact"} == counted
    assert contact.effective is bool(counted)
    customer.refresh_from_db()
    assert customer.last_contact_at == (AT if counted else None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"minutes": " "}, "minutes"),
        ({"result": ""}, "result"),
        ({"next_step": ""}, "next_step"),
        ({"purposes": []}, "purposes"),
        ({"purposes": ["chat"]}, "purposes"),
        ({"mode": "smoke"}, "mode"),
        ({"until": AT - HOUR}, "until"),
        ({"next_on": FIRST}, "next_on"),
        ({"at": AT - HOUR}, "met_at"),
    ],
)
def test_what_a_contact_must_say(zhang, customer, wrong, field):
    with pytest.raises(ValidationError) as refused:
        a_contact(zhang, customer, AT, **wrong)
    assert field in refused.value.message_dict
    assert not Contact.objects.exists()


def test_a_deputy_acts_for_the_absent_and_for_nobody_else(bank, zhang, customer):
    """B's contact counts for A while B stands in for A, and shows both; before and after it is refused."""
    deputy = bank.staff("王二")
    stands_in(bank, "王二", "张三", AT.date(), AT.date())
    contact = a_contact(deputy, customer, AT)
    assert (contact.owner, contact.record.by, contact.record.instead_of) == (zhang, deputy, zhang)
    assert author(contact.record) == "王二 for 张三"
    with translation.override("zh-hans"):
        assert author(contact.record) == "王二代张三"
    assert Message.objects.get(kind="contact.for_you").to == zhang
    for day in (-DAY, DAY):
        with pytest.raises(PermissionDenied):
            a_contact(deputy, customer, AT + day)


def test_a_leader_writes_in_his_own_name_and_it_counts_for_the_manager(bank, zhang, customer):
    contact = a_contact(bank.staff("李四"), customer, AT)
    assert (contact.owner, contact.record.instead_of) == (zhang, None)
    assert author(contact.record) == "李四"
    with pytest.raises(PermissionDenied):
        a_contact(bank.staff("孙立"), customer, AT)


def test_without_a_valid_agreement_nobody_writes_a_contact(zhang, customer):
    zhang.cleared_until = AT.date() - DAY
    with pytest.raises(PermissionDenied):
        a_contact(zhang, customer, AT)


def test_a_review_is_made_by_another_person_with_a_reason(bank, zhang, customer):
    contact = a_contact(bank.staff("李四"), customer, AT)
    for who in ("张三", "李四", "孙立"):
        with pytest.raises(PermissionDenied):
            review_contact(bank.staff(who), at=AT, contact=contact, effective=False, opinion="空话")
    head = bank.staff("王五")
    with pytest.raises(ValidationError, match="Say why"):
        review_contact(head, at=AT, contact=contact, effective=False)
    mass = a_contact(zhang, customer, AT, mode="mass")
    with pytest.raises(ValidationError, match="cannot count"):
        review_contact(head, at=AT, contact=mass, effective=True)


def test_a_contact_is_kept_whole_and_stands_in_every_register(zhang, customer):
    person = customer.people.get()
    more = {"person": person, "purposes": ["needs", "relation"], "satisfaction": 4, "place": "示例路1号"}
    contact = a_contact(zhang, customer, AT, **more)
    found = Contact.objects.select_related("record").get()
    for row, told in ((contact, found), (contact.record, found.record)):
        assert {f.name: getattr(row, f.name) for f in row._meta.fields} == {
            f.name: getattr(told, f.name) for f in told._meta.fields
        }
    entered = {(one.kind, one.about, one.owner, one.happened_at, one.recorded_at) for one in Filing.objects.all()}
    assert entered == {
        (kind, about, zhang, contact.met_at, contact.record.recorded_at)
        for kind, about in (
            ("contact", customer.ref), ("contact", contact.ref), ("effective_contact", customer.ref),
            ("visit", customer.ref),
        )
    }  # fmt: skip


def test_what_is_found_ineffective_counts_no_longer_and_can_count_again(bank, zhang, customer):
    before, contact = a_contact(zhang, customer, AT), a_contact(zhang, customer, AT + HOUR)
    lead = bank.staff("李四")
    review_contact(lead, at=LATER, contact=contact, effective=False, opinion="只是问候")
    customer.refresh_from_db()
    assert kinds(contact) == {"contact"}
    assert customer.last_contact_at == before.met_at
    assert list(Contact.objects.counting()) == [before]
    review_contact(lead, at=LATER, contact=contact, effective=False, opinion="再说一次")
    assert Withdrawal.objects.count() == 2
    review_contact(lead, at=LATER, contact=contact, effective=True)
    customer.refresh_from_db()
    assert customer.last_contact_at == contact.met_at
    assert Contact.objects.counting().count() == 2
    review_contact(lead, at=LATER, contact=contact, effective=False, opinion="还是不算")
    assert Contact.objects.counting().count() == 1
    assert sorted(Message.objects.filter(to=zhang).values_list("kind", flat=True)) == [
        "contact.counts", "contact.ineffective", "contact.ineffective",
    ]  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    doubted=st.sets(st.integers(0, 2)),
    order=st.sampled_from(list(permutations(("settle", "review", "settle")))),
    needed=st.integers(1, 2),
)
def test_the_order_of_review_and_settling_does_not_matter(bank, zhang, customer, doubted, order, needed):
    """Three contacts, some of them found ineffective: what is left decides, whenever the engine was asked."""
    with rehearsing():
        engine.nightly(FIRST, moment("2026-03-01 00:05"))
        duties = Duty.objects.filter(rule="contact_core_customer")
        duties.update(needed=needed)
        moments = [AT, AT + DAY, LATER]
        contacts = [a_contact(zhang, customer, AT + n * DAY, at=at, mode="call") for n, at in enumerate(moments)]
        for step in order:
            if step == "settle":
                engine.settle()
                continue
            for n in sorted(doubted):
                review_contact(bank.staff("李四"), at=LATER, contact=contacts[n], effective=False, opinion="空话")
        left = [at for n, at in enumerate(moments) if n not in doubted]
        assert duties.get().met_at == (left[needed - 1] if len(left) >= needed else None)
        assert engine.settle() == 0


def test_settling_takes_as_many_statements_whatever_was_withdrawn(bank, zhang):
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            engine.settle()
        return len(asked)

    few = statements()
    for n in range(3):
        contact = a_contact(zhang, a_customer(bank, f"示例{n}", "张三"), AT)
        review_contact(bank.staff("李四"), at=LATER, contact=contact, effective=False, opinion="空话")
    assert statements() == few == 3


def test_a_promise_is_settled_once_and_given_up_with_a_reason(bank, zhang, customer):
    contact = a_contact(zhang, customer, AT, promises=[Promise(text="提供方案"), Promise(text="补报表", ours=False)])
    ours, theirs = contact.promises.order_by("position")
    with pytest.raises(PermissionDenied):
        keep_promise(bank.staff("李四"), at=LATER, promise=ours)
    with pytest.raises(ValidationError, match="given up"):
        keep_promise(zhang, at=LATER, promise=theirs, given_up=True)
    keep_promise(zhang, at=LATER, promise=ours)
    with pytest.raises(ValidationError, match="settled already"):
        keep_promise(zhang, at=LATER, promise=ours)


def test_an_appointment_is_kept_moved_or_called_off_once(bank, zhang, customer):
    from lvzhi.contacts.actions import call_off_appointment, move_appointment
    from lvzhi.contacts.saying import Agreed

    made = an_appointment(zhang, customer, AT, AT + DAY)
    agreed = Agreed(starts=AT + 2 * DAY, purpose="商谈续作")
    with pytest.raises(PermissionDenied):
        move_appointment(bank.staff("王二"), at=AT, appointment=made, agreed=agreed, reason="改期")
    with pytest.raises(ValidationError, match="Say why"):
        move_appointment(zhang, at=AT, appointment=made, agreed=agreed, reason="")
    moved = move_appointment(zhang, at=AT, appointment=made, agreed=agreed, reason="对方出差")
    for late in (made, moved):
        if late is moved:
            a_contact(zhang, customer, AT + 2 * DAY, appointment=moved)
        with pytest.raises(ValidationError, match="already"):
            call_off_appointment(zhang, at=AT + 3 * DAY, appointment=late, reason="不去")
    with pytest.raises(ValidationError, match="past"):
        an_appointment(zhang, customer, AT, AT)


def test_an_appointment_is_not_kept_by_what_came_before_it_or_by_a_mass_message(zhang, customer):
    made = an_appointment(zhang, customer, AT, AT + DAY)
    with pytest.raises(ValidationError, match="only after this"):
        a_contact(zhang, customer, AT - HOUR, at=AT + DAY, appointment=made)
    with pytest.raises(ValidationError, match="keeps no appointment"):
        a_contact(zhang, customer, AT + DAY, mode="mass", appointment=made)
