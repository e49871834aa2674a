"""The exact answers of 12.1 and 16.1: who is told of an open outing and when, which months have their contact."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import translation

from lvzhi.contacts.registers import ABSENCES
from lvzhi.contacts.registers.absences import state_words
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.people.models import Role
from lvzhi.records.models import Message
from tests.bank import Bank
from tests.contacts.house import a_contact, a_customer, an_outing
from tests.scenario import moment

CASES = yaml.safe_load(Path(__file__).with_name("vectors.yaml").read_text("utf-8"))
ROLES = {"relationship_manager": Role.MANAGER, "supervisor": Role.SUPERVISOR}


def of_kind(kind: str) -> list[Any]:
    return [pytest.param(one["input"], one["expected"], id=one["id"]) for one in CASES if one["kind"] == kind]


@pytest.fixture
def bank(db: None) -> Bank:
    return Bank.of({"张三": "manager", "李四": "supervisor"})


@pytest.mark.parametrize(("given", "expected"), of_kind("work_rule_off_post"))
def test_an_outing_that_is_still_open(bank: Bank, given: dict[str, Any], expected: dict[str, str]) -> None:
    out, as_of = dt.datetime.fromisoformat(given["out"]), dt.datetime.fromisoformat(given["as_of"])
    absence = an_outing(bank.staff("张三"), out, bank_customer(bank))
    row = ABSENCES.rows.get(pk=absence.pk)
    with translation.override("zh-hans"):
        assert state_words(row) == {"未归行": "未返岗"}[expected["status"]]
    engine.tick(as_of)
    assert [told(one) for one in Message.objects.all()] == [("duty.soon", ROLES[expected["remind"]])]
    engine.tick(moment(f"{date_of(as_of) + DAY} 08:00"))
    assert told(Message.objects.latest("pk")) == ("duty.late", ROLES[expected["next_morning"]])


def bank_customer(bank: Bank) -> Any:
    return a_customer(bank, "示例甲", "张三")


def told(message: Message) -> tuple[str, int]:
    return message.kind, message.to.posts.get().role


@pytest.mark.parametrize(("given", "expected"), of_kind("work_rule_monthly_contact"))
def test_whether_a_month_has_its_contact(bank: Bank, given: dict[str, Any], expected: dict[str, bool]) -> None:
    customer = bank_customer(bank)
    for text in given["contacts"]:
        met = moment(f"{text} 10:00")
        engine.nightly(met.date().replace(day=1), moment(f"{met.date().replace(day=1)} 00:05"))
        a_contact(bank.staff("张三"), customer, met, mode="call")
    first = dt.date.fromisoformat(f"{given['month']}-01")
    engine.nightly(first, moment(f"{first} 00:05"))
    duty = Duty.objects.get(rule="contact_core_customer", opens=moment(f"{first} 00:00"))
    assert (duty.state(moment("2026-06-01 00:00")) == "met") is expected["met"]
