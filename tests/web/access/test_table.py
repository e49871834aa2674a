"""Every address × every role, compared with one table (table.txt) that a person can read.

An address that is missing in the table fails, and so does a row that has no address. GET and POST both: a POST is sent
empty, which shows whether somebody comes through to the form or the action.
"""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from lvzhi.people.models import Role
from tests.web.access.addresses import ADDRESSES, came_to
from tests.web.access.places import COLUMNS, NOW

TABLE = Path(__file__).with_name("table.txt")
METHODS = ("GET", "POST")
HEAD = 32  # characters for the name in front of a row
ABOUT_ONESELF = ("me", "password", "set_language", "account_", "mfa_", "openid_connect_", "sign_")


def rows() -> dict[tuple[str, str], list[str]]:
    """{(name, method): a mark for each column}"""
    found: dict[tuple[str, str], list[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or line.startswith("#") or words[0] == "address":
            continue
        assert (words[0], words[1]) not in found, f"{words[0]} {words[1]} stands twice"
        found[words[0], words[1]] = words[2:]
    return found


ROWS = rows()
SENT: dict[str, dict[str, Any]] = {  # where only the action knows who may: something that it would do
    "log_note": {"text": "补充"},
    "log_comment": {"text": "好", "part": "whole", "position": 0},
    "task": {"result": "完成"},
    "approval": {"do": "approve"},
    "come_back": {"back_at": "2026-03-03T10:00", "result": "已办妥"},
    "change_absence": {"place": "示例路2号", "reason": "改地点"},
    "check_absence": {"way": "电话核实", "finding": "true"},
    "review_contact": {"effective": "yes"},
    "move_appointment": {"starts": "2026-03-06T10:00", "mode": "visit", "purpose": "续作", "reason": "对方出差"},
    "call_off_appointment": {"reason": "对方出差"},
    "excuse_duty": {"reason": "培训一天"},
    "calendar_change": {"do": "confirm", "remark": "同意"},
    "agreement_version": {"do": "confirm", "remark": "同意"},
    "parameter": {"value": "5", "since": "2026-06-01", "why": "试行"},
}


def test_every_address_stands_in_the_table_and_every_row_has_an_address():
    wanted = {(name, method) for name in ADDRESSES for method in METHODS}
    missing, gone = sorted(wanted - ROWS.keys()), sorted(ROWS.keys() - wanted)
    assert not missing, f"not in the table: {missing}"
    assert not gone, f"in the table without an address: {gone}"


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_may_open(name, at_home):
    for method in METHODS:
        got = [
            mark(came_to(name, method, browser, at_home, sent(name, method))) for browser in at_home.browsers.values()
        ]
        assert row(name, method, got) == row(name, method, ROWS.get((name, method), []))


def row(name: str, method: str, marks: list[str]) -> str:
    return f"{name:{HEAD}}{method:6}" + "".join(f"{mark:9}" for mark in marks).rstrip()


def sent(name: str, method: str) -> dict[str, Any]:
    return SENT.get(name, {}) if method == "POST" else {}


def mark(answer: Any) -> str:
    status = answer.status_code
    if status in (302, 303) and answer["Location"].startswith(reverse("account_login")):
        return "in"
    return "yes" if status < 400 or status == 422 else str(status)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_turns_away_whom_it_does_not_name_and_nobody_else(name, at_home):
    """`needs` alone decides who gets 403, so that a page says truly who may open it."""
    needs = ADDRESSES[name].callback.needs
    method = "POST" if set(ROWS[name, "GET"]) == {"405"} else "GET"  # some addresses of the API only take something
    for column, who in at_home.people().items():
        said = ROWS[name, method][COLUMNS.index(column)]
        if who is None:
            assert needs(None, NOW.date()) or said in ("in", "401", "404")
        else:
            assert (said == "403") != needs(who, NOW.date()), column


def test_AS_44_an_auditor_can_change_nothing_but_what_is_his_own():
    auditor = COLUMNS.index("auditor")
    changing = {name for (name, method), marks in ROWS.items() if method == "POST" and marks[auditor] == "yes"}
    assert {name for name in changing if not name.startswith(ABOUT_ONESELF)} == set()


def test_AS_44_an_administrator_sees_no_log_task_or_duty_of_anybody():
    administrator = COLUMNS.index("administrator")
    business = (
        "log",
        "logs",
        "new_log",
        "reading",
        "task",
        "duty",
        "duties",
        "excuse_duty",
        "new_task",
        "attachment",
        "customer",
        "customers",
        "contact",
        "agreement",
        "export",
        "exports",
        "unmask",
        "unmasking",
        "unmaskings",
        "api:",
    )
    for (name, method), marks in ROWS.items():
        if name.split("_")[0] in business or name in business or "work_log" in name or "customer" in name:
            assert marks[administrator] in ("403", "405"), (name, method)


def test_the_head_of_the_table_names_the_columns():
    head = next(line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("address"))
    assert head.split()[1:] == [short(column) for column in COLUMNS]


def short(column: str) -> str:
    """A role in a column of nine signs."""
    return {
        "manager": "rm", "supervisor": "superv", "business_supervisor": "business", "department_head": "head",
        "vice_president": "vice", "president": "presid", "head_office": "hq", "supervising": "supdept",
        "auditor": "auditor", "administrator": "admin",
    }.get(column, column)  # fmt: skip


def test_every_role_has_a_column():
    assert {role.name.lower() for role in Role} <= set(COLUMNS)
