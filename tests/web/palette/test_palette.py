"""Ctrl/⌘ K and its plain page: every result is a link that the person may open."""

import datetime as dt

import pytest

from lvzhi.core.calendar import DAY
from lvzhi.desk.find import LOGS, PEOPLE, day_meant
from lvzhi.people.names import name_key
from tests.web.desk import MONDAY, TUESDAY, Desk, log_by, night, team


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    log_by(bank, "张三")
    log_by(bank, "外人")
    return bank


def found(desk, text):
    page = desk.get("/go/find/", data={"q": text})
    assert page.status_code == 200
    return page.json()


@pytest.mark.parametrize("text", ["张三", "zs", "zhangs", "ZhangSan", "三"])
def test_people_by_characters_pinyin_and_initials(bank, text):
    ways = found(Desk(bank, "李四", TUESDAY, "09:00"), text)
    assert "张三" in [way["label"] for way in ways]


def test_people_by_number(bank):
    number = bank.staff("张三").number
    assert found(Desk(bank, "李四", TUESDAY, "09:00"), number)[0]["label"] == "张三"


def test_logs_by_writer_and_by_day_as_far_as_one_may_see(bank):
    lead, rm = Desk(bank, "李四", TUESDAY, "09:00"), Desk(bank, "王二", TUESDAY, "09:00")
    for text in ("zs", "2026-03-02", "3-2", "3月2日", "0302"):
        assert "张三 2026-03-02 Mon" in [way["label"] for way in found(lead, text)], text
        assert "张三 2026-03-02 Mon" not in [way["label"] for way in found(rm, text)], text
    assert not any("外人" in way["label"] for way in found(lead, "0302"))


def test_clauses_by_number_and_title(bank):
    desk = Desk(bank, "张三", TUESDAY, "09:00")
    assert "/regulation/13.2/" in [way["url"] for way in found(desk, "13.2")]
    assert "/regulation/13.2/" in [way["url"] for way in found(desk, "reading the logs")]


def test_every_result_leads_somewhere(bank):
    for who in ("张三", "李四", "审计员"):
        desk = Desk(bank, who, TUESDAY, "09:00")
        for way in found(desk, "zs") + found(desk, "13"):
            assert desk.get(way["url"]).status_code == 200, (who, way)


def test_results_are_bounded(bank):
    for number in range(2 * PEOPLE):
        staff = bank.hire(f"周{number}", "manager")
        staff.pinyin = name_key(f"周{number}")
        staff.save()
    for days in range(2 * LOGS):
        day = MONDAY + (7 + days) * DAY
        log_by(bank, "张三", on=day)
    ways = found(Desk(bank, "李四", MONDAY + 30 * DAY, "09:00"), "z")
    groups = [way["group"] for way in ways]
    assert groups.count("People") <= PEOPLE
    assert groups.count("Work logs") <= LOGS


def test_nothing_typed_finds_nothing_and_odd_signs_do_no_harm(bank):
    desk = Desk(bank, "张三", TUESDAY, "09:00")
    for text in ("", "   ", "%", "'", "\\", "9" * 300, "２０２６－０３－０２", "13-45"):
        assert isinstance(found(desk, text), list)


def test_the_plain_page_does_the_same_without_a_script(bank):
    page = Desk(bank, "李四", TUESDAY, "09:00").read("/go/?q=zs")
    assert "张三" in page
    everything = Desk(bank, "张三", TUESDAY, "09:00").read("/go/")
    assert 'href="/logs/new/"' in everything
    assert 'href="/reading/' not in everything


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-02", MONDAY),
        ("3-2", MONDAY),
        ("3/2", MONDAY),
        ("0302", MONDAY),
        ("20260302", MONDAY),
        ("12-31", dt.date(2025, 12, 31)),
        ("13-2", None),
        ("02-30", None),
        ("张三", None),
    ],
)
def test_a_day_as_people_type_it(text, meant):
    assert day_meant(text, TUESDAY) == meant
