"""A file of customers is taken over as a whole or not at all, and the same file again changes nothing."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.models import TrailLine
from lvzhi.customers.actions import close_customer, import_customers, upload_customers
from lvzhi.customers.models import ContactPerson, Customer, CustomerImport, Management, Tier, Tiering
from lvzhi.customers.queries import customers_called
from tests.bank import Bank
from tests.customers.files import kept, looked, said
from tests.customers.made import AT, a_customer
from tests.scenario import moment

LATER = moment("2026-03-02 10:00")
DAY = dt.timedelta(days=1)
ONE = {"number": "c0000001", "name": "示例甲精密制造有限公司", "tier": "Core customer"}


@pytest.fixture
def row(bank: Bank) -> dict[str, Any]:
    """A whole row."""
    return ONE | {
        "short_name": "甲精密", "credit_code": "９1350100m000100y43", "segment": "company", "size": "Small enterprise",
        "industry": "制造", "district": "城东", "address": "示例路1号", "phone": "0755-81234567",
        "manager": bank.staff("张三").number.lower(), "backup": bank.staff("外人").number, "since": "2020/1/2",
    }  # fmt: skip


def everything() -> tuple[list[Any], ...]:
    """All that an import could have touched."""
    models = (Customer, ContactPerson, Tiering, Management)
    return tuple(list(model.objects.order_by("pk").values()) for model in models)


def test_customers_and_their_people_come_from_one_file(bank: Bank, row: dict[str, Any]) -> None:
    people = [
        {"customer": "C0000001", "name": "周　经理", "position": "Head of finance", "phone": "138 1234 5678"},
        {"customer": "c0000001", "name": "吴总", "is_first": "yes"},
    ]
    second = {"number": "C2", "name": "示例乙食品有限公司", "tier": "prospect", "unit": "006"}
    file = import_customers(bank.staff("赵六"), at=LATER, file=kept(bank.staff("赵六"), LATER, [row, second], people))
    assert file.counts["customers"] == {"new": 2, "changed": 0, "ended": 0, "same": 0}
    assert (file.done_at, file.rows) == (LATER, {})
    one = Customer.objects.get(number="C0000001")
    assert (one.credit_code, one.phone, one.since) == ("91350100M000100Y43", "075581234567", dt.date(2020, 1, 2))
    assert (one.manager, one.backup, one.unit) == (bank.staff("张三"), bank.staff("外人"), bank.units["一组"])
    assert (one.tier, one.segment, one.size) == ("core", "company", "small")
    assert [(t.tier, t.first, t.last) for t in one.tierings.all()] == [("core", LATER.date(), None)]
    assert {(m.part, m.staff) for m in one.managements.all()} == {("a", bank.staff("张三")), ("b", bank.staff("外人"))}
    assert {(p.name, p.position, p.phone, p.is_first) for p in one.people.all()} == {
        ("周经理", "finance", "13812345678", False),
        ("吴总", "other", "", True),
    }
    assert [found.pk for found in customers_called(bank.staff("张三"), LATER.date(), "jmzz", 8)] == [one.pk]
    waiting = Customer.objects.get(number="C2")
    assert (waiting.manager, waiting.unit, waiting.segment) == (None, bank.units["二组"], "company")
    assert TrailLine.objects.get(action="customers.import").ref == file.ref


def test_the_same_file_again_changes_nothing(bank: Bank, row: dict[str, Any]) -> None:
    people = [{"customer": "C0000001", "name": "周经理", "phone": "13812345678", "is_first": "yes"}]
    lead = bank.staff("赵六")
    import_customers(lead, at=LATER, file=kept(lead, LATER, [row], people))
    before = everything()
    plan = looked(lead, LATER + DAY, customers=[row], people=people)
    assert not plan.problems
    assert not plan.does_something
    assert [part.same for part in plan.parts] == [1, 1]
    import_customers(lead, at=LATER + DAY, file=kept(lead, LATER + DAY, [row], people))
    assert everything() == before


def test_what_differs_is_changed_from_today_on_and_empty_cells_change_nothing(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")
    import_customers(lead, at=AT, file=kept(lead, AT, [row]))
    change = ONE | {"name": "示例甲模具有限公司", "tier": "key customer", "manager": bank.staff("外人").number,
                    "backup": bank.staff("张三").number}  # fmt: skip
    plan = looked(lead, LATER, customers=[change])
    assert [(c.column.key, c.before_words, c.after_words) for c in plan.customers.changes] == [
        ("name", "示例甲精密制造有限公司", "示例甲模具有限公司"),
        ("tier", "Core customer", "Key customer"),
        ("unit", "一组", "二组"),
        ("manager", "张三", "外人"),
        ("backup", "外人", "张三"),
    ]
    import_customers(lead, at=LATER, file=kept(lead, LATER, [change]))
    one, day = Customer.objects.get(number="C0000001"), LATER.date()
    assert (one.name, one.tier, one.unit) == ("示例甲模具有限公司", Tier.KEY, bank.units["二组"])
    assert (one.credit_code, one.address) == ("91350100M000100Y43", "示例路1号")
    assert "模具" in one.pieces
    assert [(t.tier, t.first, t.last, t.why) for t in one.tierings.order_by("pk")] == [
        ("core", AT.date(), day - DAY, "客户.xlsx"),
        ("key", day, None, "客户.xlsx"),
    ]
    a = one.managements.filter(part="a").order_by("pk")
    assert [(m.staff.name, m.first, m.last) for m in a] == [("张三", AT.date(), day - DAY), ("外人", day, None)]


def test_twice_on_one_day_the_last_file_counts(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")
    for tier in ("Core customer", "Key customer", "General customer"):
        import_customers(lead, at=LATER, file=kept(lead, LATER, [row | {"tier": tier}]))
    assert [(t.tier, t.last) for t in Tiering.objects.all()] == [("general", None)]


def test_somebody_new_who_is_asked_first_takes_the_place(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")
    for name in ("周经理", "吴总"):
        people = [{"customer": "C0000001", "name": name, "is_first": "yes"}]
        import_customers(lead, at=LATER, file=kept(lead, LATER, [row], people))
    assert list(ContactPerson.objects.filter(is_first=True).values_list("name", flat=True)) == ["吴总"]


BAD: list[tuple[str, dict[str, Any]]] = [
    ("number", {"number": "c 1?"}),
    ("number", {"number": None}),
    ("name", {"name": None}),
    ("name", {"name": "长" * 101}),
    ("tier", {"tier": None}),
    ("tier", {"tier": "gold"}),
    ("credit_code", {"credit_code": "91350100M000100Y44"}),
    ("segment", {"segment": "village"}),
    ("phone", {"phone": "no"}),
    ("since", {"since": "yesterday"}),
    ("since", {"since": "2026-03-03"}),
    ("manager", {"manager": "NOBODY"}),
    ("manager", {"manager": "T0007"}),  # the president is no relationship manager
    ("manager", {"manager": None, "backup": None}),
    ("unit", {"manager": None, "unit": "999"}),
    ("unit", {"manager": None, "unit": "001"}),  # the head office is none of the department's units
    ("name", {"name": "=1+1"}),
]


@pytest.mark.parametrize(("column", "change"), BAD)
def test_what_is_wrong_is_named_with_its_place(
    bank: Bank, row: dict[str, Any], column: str, change: dict[str, Any]
) -> None:
    rows = [row | {"number": "C5", "credit_code": None}, row | change]
    before = everything()
    plan = looked(bank.staff("赵六"), LATER, customers=rows)
    assert said(plan) == [("customers", 3, column)]
    assert all(one.why for one in plan.problems)
    with pytest.raises(ValidationError, match="nothing was taken over"):
        import_customers(bank.staff("赵六"), at=LATER, file=CustomerImport.objects.latest("pk"))
    assert everything() == before


def test_what_is_there_twice_is_named(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")
    a_customer(lead, bank.staff("王二"), "示例丙", number="C7", credit_code="91350100M000100Y43")
    rows = [row, row | {"number": "C2", "credit_code": None}, row | {"number": "C2", "credit_code": None},
            row | {"number": "C3", "credit_code": None, "backup": row["manager"]}]  # fmt: skip
    people = [
        {"customer": "C2", "name": "周"}, {"customer": "C2", "name": "周"}, {"customer": "C9", "name": "吴"},
        {"customer": "C3", "name": "郑"},
    ]  # fmt: skip
    assert said(looked(lead, LATER, customers=rows, people=people)) == [
        ("customers", 2, "credit_code"), ("customers", 4, "number"), ("customers", 5, "backup"),
        ("people", 3, "customer"), ("people", 4, "customer"),
    ]  # fmt: skip


def test_nobody_brings_customers_of_other_units_or_closed_ones(bank: Bank, row: dict[str, Any]) -> None:
    bank.hire("别处", "department_head", unit="示例分行")
    bank.hire("远处", "manager", unit="示例分行")
    far = a_customer(bank.staff("别处"), bank.staff("远处"), "示例远方", number="FAR")
    near = a_customer(bank.staff("赵六"), bank.staff("张三"), "示例近旁", number="NEAR")
    close_customer(bank.staff("赵六"), at=AT, customer=near, why="销户")
    lead, plain = bank.staff("赵六"), {key: row[key] for key in ("name", "tier", "manager")}
    people = [{"customer": "FAR", "name": "周"}, {"customer": "NEAR", "name": "周"}]
    plan = looked(lead, LATER, customers=[plain | {"number": far.number}, plain | {"number": near.number}])
    assert said(plan) == [("customers", 2, "number"), ("customers", 3, "number")]
    assert said(looked(lead, LATER, people=people)) == [("people", 2, "customer"), ("people", 3, "customer")]
    given = plain | {"number": "C9", "manager": bank.staff("远处").number}
    assert said(looked(lead, LATER, customers=[given])) == [("customers", 2, "manager")]


@pytest.mark.parametrize("who", ["张三", "李四", "主管部", "总行", "审计员", "管理员"])
def test_only_heads_of_departments_and_above_bring_files(bank: Bank, row: dict[str, Any], who: str) -> None:
    file = kept(bank.staff("赵六"), LATER, [row])
    with pytest.raises(PermissionDenied):
        import_customers(bank.staff(who), at=LATER, file=file)
    with pytest.raises(PermissionDenied):
        upload_customers(bank.staff(who), at=LATER, name="x", book={})


def test_a_file_is_taken_over_once_and_old_ones_are_let_go(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")
    file, left = kept(lead, LATER, [row]), kept(lead, LATER, [row])
    import_customers(lead, at=LATER, file=file)
    with pytest.raises(ValidationError, match="already"):
        import_customers(lead, at=LATER, file=file)
    kept(lead, LATER + 2 * DAY, [row])
    assert not CustomerImport.objects.filter(pk=left.pk).exists()
    assert CustomerImport.objects.filter(pk=file.pk).exists()


def test_the_number_of_statements_does_not_depend_on_the_number_of_customers(bank: Bank, row: dict[str, Any]) -> None:
    lead = bank.staff("赵六")

    def statements(start: int, number: int, tier: str) -> int:
        numbers = [f"N{n:05}" for n in range(start, start + number)]
        rows = [row | {"number": one, "credit_code": None, "tier": tier} for one in numbers]
        people = [{"customer": one, "name": "周"} for one in numbers]
        file = kept(lead, LATER, rows, people)
        with CaptureQueriesContext(connection) as asked:
            import_customers(lead, at=LATER, file=file)
        return len(asked)

    assert statements(0, 3, "core customer") == statements(1000, 60, "core customer")
    assert statements(0, 3, "key customer") == statements(1000, 60, "key customer")
