"""Customers are entered, changed, tiered, assigned, closed and reopened; what was before is kept with its days."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lvzhi.core.models import TrailLine
from lvzhi.customers.actions import (
    Facts,
    PersonFacts,
    add_contact_person,
    assign,
    change_contact_person,
    change_customer,
    close_customer,
    create_customer,
    reopen_customer,
    retire_contact_person,
    set_tier,
)
from lvzhi.customers.models import ContactPerson, Customer, Management, Tier
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Deputy
from tests.bank import Bank
from tests.customers.made import AT, NAME, a_customer, somebody_there
from tests.scenario import moment

LATER = moment("2026-03-02 10:00")
DAY = dt.timedelta(days=1)


def spans(rows: Any, what: str) -> list[tuple[Any, dt.date, dt.date | None]]:
    return [(getattr(one, what), one.first, one.last) for one in rows.order_by("pk")]


def test_a_customer_is_entered_with_tier_managers_and_unit(bank: Bank, customer: Customer) -> None:
    first = AT.date()
    assert customer.unit == bank.units["一组"]
    assert spans(customer.tierings, "tier") == [(Tier.CORE, first, None)]
    assert spans(customer.managements.filter(part="a"), "staff") == [(bank.staff("张三"), first, None)]
    assert spans(customer.managements.filter(part="b"), "staff") == [(bank.staff("王二"), first, None)]
    assert "精密" in customer.pieces
    assert TrailLine.objects.get(action="customer.create").ref == customer.ref


def test_sent_twice_it_is_entered_once(bank: Bank) -> None:
    once, facts = uuid4(), Facts(name=NAME)
    given = {"at": AT, "once": once, "facts": facts, "tier": Tier.KEY, "manager": bank.staff("张三")}
    made = create_customer(bank.staff("赵六"), **given)
    assert create_customer(bank.staff("赵六"), **given) == made
    assert Customer.objects.count() == 1


def test_without_a_manager_it_waits_at_a_unit(bank: Bank) -> None:
    lead = bank.staff("赵六")
    with pytest.raises(PermissionDenied):
        create_customer(lead, at=AT, facts=Facts(name=NAME), tier=Tier.GENERAL)
    made = create_customer(lead, at=AT, facts=Facts(name=NAME), tier=Tier.GENERAL, unit=bank.units["二组"])
    assert (made.manager, made.unit) == (None, bank.units["二组"])
    assert made.number.startswith("Q")


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"name": " "}, "name", "called"),
        ({"name": "示例乙", "number": "c1"}, "number", "Another customer"),
        ({"name": "示例乙", "credit_code": "91350100M000100Y44"}, "credit_code", "check digit"),
        ({"name": "示例乙", "credit_code": "9135"}, "credit_code", "check digit"),
        ({"name": "示例乙", "since": AT.date() + DAY}, "since", "to come"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    bank: Bank, customer: Customer, facts: dict[str, Any], field: str, words: str
) -> None:
    before = Customer.objects.count()
    with pytest.raises(ValidationError, match=words) as wrong:
        create_customer(bank.staff("赵六"), at=AT, facts=Facts(**facts), tier=Tier.KEY, manager=bank.staff("张三"))
    assert list(wrong.value.error_dict) == [field]
    assert Customer.objects.count() == before


def test_a_credit_code_belongs_to_one_customer_and_none_to_many(bank: Bank) -> None:
    lead, manager = bank.staff("赵六"), bank.staff("张三")
    a_customer(lead, manager, "示例甲", credit_code="９1350100m000100y43")
    a_customer(lead, manager, "示例乙")
    a_customer(lead, manager, "示例丙")
    with pytest.raises(ValidationError, match="credit code"):
        a_customer(lead, manager, "示例丁", credit_code="91350100M000100Y43")


def test_what_is_left_empty_of_number_and_telephone_stays(bank: Bank, customer: Customer) -> None:
    changed = change_customer(
        bank.staff("张三"), at=LATER, customer=customer, facts=Facts(name="示例乙模具有限公司", industry="模具")
    )
    assert (changed.number, changed.phone, changed.industry) == ("C1", "13812345678", "模具")
    assert "模具" in changed.pieces
    assert "精密" not in changed.pieces


def test_the_telephone_is_not_on_the_trail(bank: Bank, customer: Customer) -> None:
    somebody_there(bank.staff("张三"), customer)
    assert not [line for line in TrailLine.objects.all() if "13812345678" in str(line.detail)]


def test_another_tier_from_today_on_with_its_reason(bank: Bank, customer: Customer) -> None:
    with pytest.raises(ValidationError, match="already"):
        set_tier(bank.staff("李四"), at=LATER, customer=customer, tier=Tier.CORE, why="x")
    with pytest.raises(ValidationError, match="why"):
        set_tier(bank.staff("李四"), at=LATER, customer=customer, tier=Tier.KEY, why=" ")
    set_tier(bank.staff("李四"), at=LATER, customer=customer, tier=Tier.KEY, why="结算下降")
    customer.refresh_from_db()
    first, day = AT.date(), LATER.date()
    assert customer.tier == Tier.KEY
    assert spans(customer.tierings, "tier") == [(Tier.CORE, first, day - DAY), (Tier.KEY, day, None)]


def test_twice_on_a_day_the_last_word_counts(bank: Bank, customer: Customer) -> None:
    for tier in (Tier.KEY, Tier.GENERAL):
        set_tier(bank.staff("李四"), at=LATER, customer=customer, tier=tier, why="复核")
    rows = spans(customer.tierings, "tier")
    assert [tier for tier, _first, _last in rows] == [Tier.CORE, Tier.GENERAL]


def test_assigned_to_another_team_it_moves_there(bank: Bank, customer: Customer) -> None:
    moved = assign(
        bank.staff("赵六"), at=LATER, customer=customer, manager=bank.staff("外人"), backup=bank.staff("张三")
    )
    assert (moved.manager, moved.backup, moved.unit) == (bank.staff("外人"), bank.staff("张三"), bank.units["二组"])
    day = LATER.date()
    assert spans(customer.managements.filter(part="a"), "staff") == [
        (bank.staff("张三"), AT.date(), day - DAY),
        (bank.staff("外人"), day, None),
    ]
    assert not Customer.objects.visible_to(bank.staff("李四"), day).exists()
    assert Customer.objects.visible_to(bank.staff("孙立"), day).exists()


def test_what_stays_the_same_keeps_its_first_day(bank: Bank, customer: Customer) -> None:
    assign(bank.staff("李四"), at=LATER, customer=customer, manager=bank.staff("张三"), backup=None)
    assert spans(customer.managements.filter(part="a"), "staff") == [(bank.staff("张三"), AT.date(), None)]
    assert spans(customer.managements.filter(part="b"), "staff") == [
        (bank.staff("王二"), AT.date(), LATER.date() - DAY)
    ]


def test_a_and_b_change_places(bank: Bank, customer: Customer) -> None:
    assign(bank.staff("李四"), at=LATER, customer=customer, manager=bank.staff("王二"), backup=bank.staff("张三"))
    now = {m.part: m.staff for m in Management.objects.filter(during__contains=LATER.date())}
    assert now == {"a": bank.staff("王二"), "b": bank.staff("张三")}


def test_nobody_backs_up_himself_and_only_managers_manage(bank: Bank, customer: Customer) -> None:
    lead = bank.staff("李四")
    with pytest.raises(ValidationError, match="himself"):
        assign(lead, at=LATER, customer=customer, manager=bank.staff("张三"), backup=bank.staff("张三"))
    with pytest.raises(ValidationError, match="no relationship manager"):
        assign(lead, at=LATER, customer=customer, manager=bank.staff("审计员"))
    with pytest.raises(ValidationError, match="no relationship manager"):
        assign(lead, at=LATER, customer=customer, manager=bank.staff("张三"), backup=bank.staff("管理员"))
    customer.refresh_from_db()
    assert (customer.manager, customer.backup) == (bank.staff("张三"), bank.staff("王二"))


def test_a_supervisor_gives_nothing_away_to_another_team(bank: Bank, customer: Customer) -> None:
    with pytest.raises(PermissionDenied):
        assign(bank.staff("李四"), at=LATER, customer=customer, manager=bank.staff("外人"))
    assign(bank.staff("主管部"), at=LATER, customer=customer, manager=bank.staff("外人"))


def test_a_closed_customer_owes_nothing_and_takes_nothing(bank: Bank, customer: Customer) -> None:
    close_customer(bank.staff("李四"), at=LATER, customer=customer, why="销户")
    customer.refresh_from_db()
    assert (customer.closed_on, customer.closed_why) == (LATER.date(), "销户")
    assert not customer.tierings.filter(during__contains=LATER.date()).exists()
    assert not customer.managements.filter(during__contains=LATER.date()).exists()
    for again in (
        lambda: set_tier(bank.staff("李四"), at=LATER, customer=customer, tier=Tier.KEY, why="x"),
        lambda: assign(bank.staff("李四"), at=LATER, customer=customer, manager=bank.staff("王二")),
        lambda: close_customer(bank.staff("李四"), at=LATER, customer=customer, why="x"),
        lambda: change_customer(bank.staff("李四"), at=LATER, customer=customer, facts=Facts(name="示例")),
        lambda: somebody_there(bank.staff("李四"), customer),
    ):
        with pytest.raises(ValidationError, match="closed"):
            again()


def test_one_person_alone_is_asked_first_and_who_left_is_not(bank: Bank, customer: Customer) -> None:
    manager = bank.staff("张三")
    one = somebody_there(manager, customer, "周经理", is_first=True)
    two = somebody_there(manager, customer, "吴总", is_first=True)
    assert list(ContactPerson.objects.filter(is_first=True)) == [two]
    changed = change_contact_person(manager, at=LATER, person=one, facts=PersonFacts(name="周总监", is_first=True))
    assert (changed.name, changed.phone) == ("周总监", "13812345678")
    retire_contact_person(manager, at=LATER, person=changed)
    one.refresh_from_db()
    assert (one.gone_on, one.is_first) == (LATER.date(), False)


ALL = {"张三", "王二", "外人", "李四", "孙立", "赵六", "钱七", "主管部", "总行", "审计员", "管理员"}
DOING: dict[str, tuple[Any, set[str]]] = {
    "change": (
        lambda by, c: change_customer(by, at=LATER, customer=c, facts=Facts(name="示例")),
        {"张三", "李四", "赵六", "钱七"},
    ),
    "person": (
        lambda by, c: add_contact_person(by, at=LATER, customer=c, facts=PersonFacts(name="周")),
        {"张三", "李四", "赵六", "钱七"},
    ),
    "tier": (
        lambda by, c: set_tier(by, at=LATER, customer=c, tier=Tier.KEY, why="x"),
        {"李四", "赵六", "钱七", "主管部"},
    ),
    "assign": (
        lambda by, c: assign(by, at=LATER, customer=c, manager=c.backup),
        {"李四", "赵六", "钱七", "主管部"},
    ),
    "close": (lambda by, c: close_customer(by, at=LATER, customer=c, why="x"), {"李四", "赵六", "钱七", "主管部"}),
    "reopen": (
        lambda by, c: reopen_customer(by, at=LATER, customer=closed(c), why="x"),
        {"李四", "赵六", "钱七", "主管部"},
    ),
}


def closed(customer: Customer) -> Customer:
    Customer.objects.filter(pk=customer.pk).update(closed_on=LATER.date(), closed_why="销户")
    return customer


@pytest.mark.parametrize("what", DOING)
@pytest.mark.parametrize("who", sorted(ALL))
def test_who_may_do_what(bank: Bank, customer: Customer, what: str, who: str) -> None:
    do, may = DOING[what]
    if who in may:
        do(bank.staff(who), customer)
        return
    with pytest.raises(PermissionDenied):
        do(bank.staff(who), customer)


@pytest.mark.parametrize("what", DOING)
def test_without_a_valid_agreement_nobody_does_anything(bank: Bank, customer: Customer, what: str) -> None:
    do, may = DOING[what]
    for who in may:
        staff = bank.staff(who)
        staff.cleared_until = LATER.date() - DAY
        with pytest.raises(PermissionDenied):
            do(staff, customer)


def test_the_backup_acts_while_he_stands_in_and_not_otherwise(bank: Bank, customer: Customer) -> None:
    backup, facts = bank.staff("王二"), PersonFacts(name="周")
    Deputy.objects.create(
        staff=bank.staff("张三"), deputy=backup, during=lasting(LATER.date(), LATER.date()), reason="年休"
    )
    add_contact_person(backup, at=LATER, customer=customer, facts=facts)
    with pytest.raises(PermissionDenied):
        add_contact_person(backup, at=LATER + DAY, customer=customer, facts=facts)


def test_a_manager_enters_prospects_of_his_own_and_nothing_else(bank: Bank) -> None:
    me, facts = bank.staff("张三"), Facts(name=NAME)
    made = create_customer(me, at=AT, facts=facts, tier=Tier.PROSPECT, manager=me)
    assert (made.manager, made.unit, made.tier) == (me, bank.units["一组"], Tier.PROSPECT)
    for given in (
        {"tier": Tier.CORE, "manager": me},
        {"tier": Tier.PROSPECT, "manager": bank.staff("王二")},
        {"tier": Tier.PROSPECT, "unit": bank.units["一组"]},
        {"tier": Tier.PROSPECT, "manager": me, "backup": bank.staff("王二")},
    ):
        with pytest.raises(PermissionDenied):
            create_customer(me, at=AT, facts=facts, **given)


@pytest.mark.parametrize("who", ["孙立", "主管部", "总行", "审计员", "管理员", "外人"])
def test_who_does_not_lead_the_unit_enters_nothing(bank: Bank, who: str) -> None:
    with pytest.raises(PermissionDenied):
        a_customer(bank.staff(who), bank.staff("张三"))
