"""One customer: the page as a story, the forms that open in place, and who may not come here."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.models import TrailLine
from lvzhi.customers.actions import assign, close_customer, set_tier
from lvzhi.customers.models import ContactPerson, Customer, Tier
from tests.bank import Bank
from tests.customers.made import a_customer, somebody_there
from tests.scenario import moment
from tests.web.desk import At

TUESDAY = moment("2026-02-24 10:00")


def settled(page: str) -> str:
    """A page without what is new each time it is shown."""
    return re.sub(r'name="(csrfmiddlewaretoken|once|who)" value="[^"]*"', "", page)


def page_of(customer: Customer, more: str = "") -> str:
    return f"/customers/{customer.pk}/{more}"


def test_the_page_tells_who_we_are_to_each_other(at: At, customer: Customer) -> None:
    page = at("张三").read(page_of(customer))
    for words in ("示例甲精密制造有限公司", "Core customer", "since 2026-01-05", "张三", "王二", "周经理", "一组"):
        assert words in page
    assert "138****5678" in page
    assert "010****5678" in page
    assert "13812345678" not in page
    assert "01012345678" not in page


def test_the_story_goes_back_in_time(bank: Bank, at: At, customer: Customer) -> None:
    set_tier(bank.staff("李四"), at=TUESDAY, customer=customer, tier=Tier.KEY, why="结算下降")
    assign(bank.staff("李四"), at=TUESDAY, customer=customer, manager=bank.staff("王二"))
    page = at("王二").read(page_of(customer))
    assert page.index("结算下降") < page.index("Became: Core customer")
    assert "Until now" in page
    earlier = at("王二").read(page_of(customer, "?before=2026-02-01T00:00:00%2B08:00"))
    assert "结算下降" not in earlier
    assert "Became: Core customer" in earlier
    assert at("王二").get(page_of(customer, "?before=gestern")).status_code == 200


def test_a_long_story_is_cut_and_goes_on(
    bank: Bank, at: At, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lvzhi.desk.customer.STEPS", 1)
    set_tier(bank.staff("李四"), at=TUESDAY, customer=customer, tier=Tier.KEY, why="结算下降")
    page = at("张三").read(page_of(customer))
    assert "Became: Core customer" not in page
    assert "?before=2026-02-24T00%3A00%3A00%2B08%3A00" in page
    page = at("张三").read(page_of(customer, "?before=2026-02-24T00%3A00%3A00%2B08%3A00"))
    assert "Became: Core customer" in page
    assert 'class="button" href="?before=' not in page


def test_a_core_customer_without_backup_is_pointed_out(bank: Bank, at: At, customer: Customer) -> None:
    words = "name the backup"
    assert words not in at("李四").read(page_of(customer))
    assign(bank.staff("李四"), at=TUESDAY, customer=customer, manager=bank.staff("张三"))
    assert words in at("李四").read(page_of(customer))


EVERYTHING = ("edit", "tier", "assign", "close", "people/new")


def offered(page: str, customer: Customer) -> list[str]:
    return [name for name in EVERYTHING if f"{page_of(customer)}{name}/" in page]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("张三", ["edit", "people/new"]),
        ("王二", []),
        ("李四", list(EVERYTHING)),
        ("主管部", ["tier", "assign", "close"]),
        ("审计员", []),
    ],
)
def test_only_what_is_allowed_is_offered(at: At, customer: Customer, who: str, may: list[str]) -> None:
    assert offered(at(who).read(page_of(customer)), customer) == may


def test_a_closed_customer_offers_nothing(bank: Bank, at: At, customer: Customer) -> None:
    close_customer(bank.staff("李四"), at=TUESDAY, customer=customer, why="销户")
    page = at("李四").read(page_of(customer))
    assert offered(page, customer) == []
    assert "销户" in page


def test_a_closed_customer_is_reopened_by_who_closes(bank: Bank, at: At, customer: Customer) -> None:
    assert "reopen/" not in at("李四").read(page_of(customer))
    close_customer(bank.staff("李四"), at=TUESDAY, customer=customer, why="销户")
    assert page_of(customer, "reopen/") not in at("张三").read(page_of(customer))
    assert page_of(customer, "reopen/") in at("李四").read(page_of(customer))
    wrong = at("李四").post(page_of(customer, "reopen/"), {"why": " "})
    assert wrong.status_code == 422
    done = at("李四").post(page_of(customer, "reopen/"), {"why": "重新开户"})
    assert done["Location"] == page_of(customer)
    page = at("李四").read(page_of(customer))
    assert "重新开户" in page
    assert offered(page, customer) == list(EVERYTHING)


def test_who_reopens_a_customer_without_its_manager_names_another(bank: Bank, at: At, customer: Customer) -> None:
    close_customer(bank.staff("李四"), at=TUESDAY, customer=customer, why="销户")
    bank.staff("张三").posts.update(unit=bank.units["二组"])
    done = at("李四").post(page_of(customer, "reopen/"), {"why": "重新开户"})
    assert done["Location"] == page_of(customer, "assign/")
    assert "The customer is open again. Say who manages it now." in at("李四").read(page_of(customer, "assign/"))


def test_a_short_form_opens_in_its_place_and_as_a_page(at: At, customer: Customer) -> None:
    part = at("李四").get(page_of(customer, "tier/"), headers={"HX-Target": "opened"}).text
    assert settled(part).strip() in settled(at("李四").read(page_of(customer, "tier/")))
    assert "<html" not in part
    assert f'action="{page_of(customer)}tier/"' in part
    assert 'id="opened"' in at("李四").read(page_of(customer))


def test_the_tier_is_set_through_its_page(at: At, customer: Customer) -> None:
    wrong = at("李四").post(page_of(customer, "tier/"), {"tier": "core", "why": "复核"})
    assert wrong.status_code == 422
    assert "复核" in wrong.text
    assert "already" in wrong.text
    done = at("李四").post(page_of(customer, "tier/"), {"tier": "general", "why": "复核"})
    assert done["Location"] == page_of(customer)
    customer.refresh_from_db()
    assert customer.tier == Tier.GENERAL


def test_a_customer_is_assigned_by_name_or_number(bank: Bank, at: At, customer: Customer) -> None:
    number = bank.staff("外人").number
    sent = {"manager": f"{number} 外人", "backup": "zs"}
    assert at("王五").post(page_of(customer, "assign/"), sent).status_code == 302
    customer.refresh_from_db()
    assert (customer.manager, customer.backup) == (bank.staff("外人"), bank.staff("张三"))
    same = at("王五").post(page_of(customer, "assign/"), {"manager": number, "backup": number})
    assert same.status_code == 422
    assert "himself" in same.text


def test_what_is_written_is_changed_and_hidden_numbers_stay(at: At, customer: Customer) -> None:
    form = at("张三").read(page_of(customer, "edit/"))
    assert "01012345678" not in form
    assert "010****5678" in form
    sent = {"name": "示例乙模具有限公司", "number": "C0000001", "segment": "company", "phone": ""}
    assert at("张三").post(page_of(customer, "edit/"), sent).status_code == 302
    customer.refresh_from_db()
    assert (customer.name, customer.phone) == ("示例乙模具有限公司", "01012345678")
    wrong = at("张三").post(page_of(customer, "edit/"), sent | {"credit_code": "91350100M000100Y44", "phone": "x"})
    assert wrong.status_code == 422
    assert 'value="91350100M000100Y44"' in wrong.text
    customer.refresh_from_db()
    assert customer.credit_code == ""


def test_contact_persons_come_change_and_leave(at: At, customer: Customer) -> None:
    sent = {"name": "吴总", "position": "manager", "phone": "139-1234-5678", "is_first": "on"}
    assert at("张三").post(page_of(customer, "people/new/"), sent).status_code == 302
    made = ContactPerson.objects.get(name="吴总")
    assert (made.phone, made.is_first) == ("13912345678", True)
    form = at("张三").read(f"/customers/people/{made.pk}/")
    assert "13912345678" not in form
    assert at("张三").post(f"/customers/people/{made.pk}/", {"name": "吴总裁", "position": "other"}).status_code == 302
    assert at("张三").post(f"/customers/people/{made.pk}/retire/", {}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.phone, made.gone_on) == ("吴总裁", "13912345678", dt.date(2026, 3, 2))
    at("张三").read(page_of(customer))  # what was just done is said once
    assert "吴总裁" not in at("张三").read(page_of(customer))


def test_a_manager_enters_a_prospect_and_a_leader_says_who_manages(bank: Bank, at: At) -> None:
    facts = {"name": "示例丁包装有限公司", "segment": "company"}
    assert 'name="tier"' not in at("张三").read("/customers/new/")
    made = at("张三").post("/customers/new/", facts | {"tier": "core"})
    customer = Customer.objects.get(name=facts["name"])
    assert made["Location"] == page_of(customer)
    assert (customer.tier, customer.manager, customer.unit) == (Tier.PROSPECT, bank.staff("张三"), bank.units["一组"])
    sent = {"name": "示例戊包装有限公司", "segment": "company", "tier": "core", "manager": "王二"}
    assert at("王五").post("/customers/new/", sent).status_code == 302
    assert Customer.objects.get(name=sent["name"]).manager == bank.staff("王二")


def test_sent_twice_it_is_entered_once(at: At) -> None:
    desk, once = at("张三"), "6f0e0e0a-7f7c-4f6e-9a53-b3d3a2a9b0c1"
    facts = {"name": "示例丁包装有限公司", "segment": "company", "once": once}
    assert desk.post("/customers/new/", facts)["Location"] == desk.post("/customers/new/", facts)["Location"]
    assert Customer.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_story(bank: Bank, at: At) -> None:
    counts = []
    for n in (1, 3):
        one = a_customer(bank.staff("王五"), bank.staff("张三"), f"示例{n}食品有限公司", tier=Tier.PROSPECT)
        for person in range(n):
            somebody_there(bank.staff("张三"), one, f"周{person}")
        for day, tier in zip(range(n), ("general", "key", "core"), strict=False):
            set_tier(bank.staff("李四"), at=TUESDAY + dt.timedelta(days=day), customer=one, tier=tier, why="x")
        desk = at("李四")
        desk.read(page_of(one))
        with CaptureQueriesContext(connection) as seen:
            desk.read(page_of(one))
        counts.append(len(seen))
    assert counts == [5, 5]  # who is here, the customer, twice whether one leads its unit, the messages


REFUSED: dict[str, Any] = {"result": "refused", "action": "row.open"}


def test_AS_43_a_manager_who_guesses_the_number_of_anothers_customer_finds_nothing(
    bank: Bank, at: At, customer: Customer
) -> None:
    for address in (page_of(customer), page_of(customer, "edit/"), f"/api/v1/customers/{customer.pk}/"):
        answer = at("外人").get(address)
        assert answer.status_code == 404, address
        assert customer.name not in answer.text
        line = TrailLine.objects.filter(**REFUSED).latest("pk")
        assert (line.by, line.ref, line.detail["path"]) == (bank.staff("外人"), customer.ref, address)
    person = customer.people.get()
    assert at("外人").get(f"/customers/people/{person.pk}/").status_code == 404
    assert at("外人").post(page_of(customer, "edit/"), {"name": "x", "segment": "company"}).status_code == 404
    assert at("外人").get("/api/v1/customers/").json()["items"] == []
    assert customer.name not in at("外人").read("/customers/")
    customer.refresh_from_db()
    assert customer.name == "示例甲精密制造有限公司"


def test_AS_44_an_administrator_cannot_read_customers(bank: Bank, at: At, customer: Customer) -> None:
    desk = at("管理员")
    for address in ("/customers/", page_of(customer), page_of(customer, "edit/"), "/customers/find/?q=示例"):
        assert desk.get(address).status_code == 403, address
    for address in ("/api/v1/customers/", f"/api/v1/customers/{customer.pk}/"):
        assert desk.get(address).status_code == 403, address
    assert not Customer.objects.visible_to(bank.staff("管理员"), dt.date(2026, 3, 2)).exists()
    assert "示例" not in desk.get("/go/find/", data={"q": "示例"}).text
    assert TrailLine.objects.filter(by=bank.staff("管理员"), result="refused", action="page.open").count() == 6


def test_AS_44_an_auditor_reads_all_and_changes_nothing(at: At, customer: Customer) -> None:
    desk = at("审计员")
    assert customer.name in desk.read(page_of(customer))
    for name in ("edit/", "tier/", "assign/", "close/", "reopen/", "people/new/"):
        assert desk.post(page_of(customer, name), {}).status_code == 403, name
    assert desk.post("/customers/new/", {}).status_code == 403
