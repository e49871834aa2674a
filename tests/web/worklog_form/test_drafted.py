"""The form of a log, filled from the day's own records (13): marked, changeable, never over what was typed."""

import datetime as dt

import pytest

from lvzhi.core.calendar import DAY
from lvzhi.worklog.actions import file_work_log
from lvzhi.worklog.models import PlanItem, WorkLog
from lvzhi.worklog.queries import share_from_records
from tests.bank import pages
from tests.scenario import moment
from tests.web.desk import MONDAY, TUESDAY, Desk, night, team
from tests.worklog.day import MINUTES, a_contact, a_customer, an_appointment

NEW = "/logs/new/"


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


@pytest.fixture
def rm(bank):
    return bank.staff("张三")


@pytest.fixture
def contact(rm):
    return a_contact(rm, a_customer(rm), "2026-03-02 10:00", until=None)


def row(contact, **more):
    """What the browser sends back of the row that a contact fills in."""
    said = {"starts": "10:00", "ends": "10:15", "work": "care", "whom": "示例甲精密制"}
    said |= {"content": MINUTES, "result": "同意提供三月报表"} | more
    return {"lines-from": f"r{contact.pk}"} | {f"lines-r{contact.pk}-{name}": value for name, value in said.items()}


def sent(contact, **more):
    plan = {"plan-count": 1, "plan-0-text": "整理资料", "done": "上午电话联系示例甲精密制，同意提供三月报表。"}
    return row(contact) | plan | more


def test_the_form_is_filled_and_says_from_where(bank, contact):
    page = Desk(bank, "张三", MONDAY, "17:30").read(NEW)
    assert 'value="10:00"' in page
    assert MINUTES in page
    assert "上午电话联系示例甲精密制，同意提供三月报表。" in page
    assert "from the contact" in page
    assert "today's records" in page


def test_handed_in_as_drafted_it_names_its_records(bank, contact):
    assert Desk(bank, "张三", MONDAY, "17:50").post(NEW, sent(contact)).status_code == 302
    log = WorkLog.objects.get()
    line = log.lines.get()
    assert (line.source_id, line.customer, line.touched) == (contact.pk, contact.customer, [])
    assert log.sources.get().part == "done"
    assert share_from_records([log]).kept == 7


def test_what_the_person_changes_is_kept_and_known_as_changed(bank, contact):
    desk = Desk(bank, "张三", MONDAY, "17:50")
    desk.post(NEW, sent(contact) | row(contact, content="谈了额度", whom="示例甲总部") | {"done": "自己写的"})
    line = WorkLog.objects.get().lines.get()
    assert (line.content, line.touched, line.customer) == ("谈了额度", ["whom", "content"], None)
    assert WorkLog.objects.get().sources.get().edited


def test_a_row_can_be_left_out(bank, contact):
    desk = Desk(bank, "张三", MONDAY, "17:50")
    desk.post(NEW, sent(contact) | row(contact, out="on", content=""))
    assert not WorkLog.objects.get().lines.exists()


def test_a_row_that_names_no_record_of_the_day_is_typed(bank, contact, rm):
    other = a_contact(bank.staff("王二"), a_customer(bank.staff("王二"), "示例乙"), "2026-03-02 10:00")
    Desk(bank, "张三", MONDAY, "17:50").post(NEW, sent(contact) | row(other))
    line = WorkLog.objects.get().lines.get()
    assert (line.source_id, line.customer) == (None, None)


def test_a_wrong_form_comes_back_with_what_was_typed_and_offers_what_is_new(bank, contact, rm):
    """What was typed stands; a record that came meanwhile is offered, not written over it."""
    late = a_contact(rm, a_customer(rm, "示例乙纺织"), "2026-03-02 15:00", result="约定周五见面")
    page = Desk(bank, "张三", MONDAY, "17:55").post(NEW, sent(contact) | row(contact, content="我的话") | {"done": ""})
    text = page.content.decode()
    assert page.status_code == 422
    assert "我的话" in text
    assert f'value="lines:r{late.pk}"' in text
    assert f"lines-r{late.pk}-content" not in text


def test_what_is_new_is_added_without_a_script_and_nothing_is_lost(bank, contact, rm):
    late = a_contact(rm, a_customer(rm, "示例乙纺织"), "2026-03-02 15:00", result="约定周五见面")
    typed = sent(contact) | row(contact, content="我的话") | {"done": "", "add": f"lines:r{late.pk}"}
    page = Desk(bank, "张三", MONDAY, "17:55").post(NEW, typed)
    text = page.content.decode()
    assert page.status_code == 200
    assert "我的话" in text
    assert f"lines-r{late.pk}-content" in text
    assert "约定周五见面" in text
    assert "field-wrong" not in text


def test_an_open_form_asks_what_is_new_and_takes_it_as_a_part(bank, contact, rm):
    desk = Desk(bank, "张三", MONDAY, "17:55")
    known = f"{NEW}?on={MONDAY}&looking=1&lines-from=r{contact.pk}"
    assert desk.get(known, headers={"HX-Target": "news"}).content.decode().strip() == ""
    late = a_contact(rm, a_customer(rm, "示例乙纺织"), "2026-03-02 15:00")
    part = desk.get(known, headers={"HX-Target": "news"}).content.decode()
    assert f'value="lines:r{late.pk}"' in part
    assert "<html" not in part
    added = desk.post(NEW, sent(contact) | {"add": f"lines:r{late.pk}"}, headers={"HX-Target": "lines"})
    assert f"lines-r{late.pk}-content" in added.content.decode()
    assert "<html" not in added.content.decode()


def test_the_plan_and_the_answers_are_proposed_and_confirmed(bank, rm):
    firm = a_customer(rm)
    log = pages()
    log.plan = [PlanItem(text="拜访示例甲", customer=firm)]
    item = file_work_log(rm, at=moment("2026-03-02 17:30"), on=MONDAY, pages=log).plan.get()
    night(TUESDAY)
    contact = a_contact(rm, firm, "2026-03-03 10:00")
    agreed = an_appointment(rm, firm, "2026-03-04 09:30", "2026-03-03 11:00")
    desk = Desk(bank, "张三", TUESDAY, "17:30")
    page = desk.read(NEW)
    assert f'name="outcome-{item.pk}-result" value="done" checked' in page
    assert "suggested" in page
    plan = {"plan-from": f"appointment-{agreed.pk}", f"plan-appointment-{agreed.pk}-text": "拜访，带上测算表"}
    typed = row(contact) | plan | {"done": "见面", f"outcome-{item.pk}-result": "partly"}
    assert desk.post(NEW, typed).status_code == 302
    filed = WorkLog.objects.get(on=TUESDAY)
    assert filed.plan.get().customer == firm
    said = {part: (ref, edited) for part, ref, edited in filed.sources.values_list("part", "ref", "edited")}
    assert said["plan"] == (agreed.ref, True)
    assert said["outcome"] == (contact.ref, True)


def test_the_number_of_queries_does_not_depend_on_the_draft(bank, rm, django_assert_max_num_queries):
    def queries(hours):
        for hour in hours:
            firm = a_customer(rm, f"示例{hour}号厂")
            a_contact(rm, firm, f"2026-03-02 {hour:02}:00", next_on=MONDAY + DAY)
            an_appointment(rm, firm, "2026-03-03 09:30", "2026-02-27 10:00")
        desk = Desk(bank, "张三", MONDAY, "17:30")
        desk.read(NEW)
        with django_assert_max_num_queries(40) as counted:
            desk.read(NEW)
        return len(counted)

    queries([7])
    assert queries([8]) == queries([9, 10])


def test_AS_05_a_log_is_due_on_a_make_up_saturday(bank):
    """AS-05: 2026-02-28 is a Saturday on which one works: the log is due and can be written."""
    saturday = dt.date(2026, 2, 28)
    night(saturday)
    desk = Desk(bank, "张三", saturday, "17:30")
    assert "Work log of 2026-02-28 Sat·make-up day" in desk.read("/")
    page = desk.read(NEW)
    assert "No log is owed for this day" not in page
    assert desk.post(NEW, {"done": "补班", "plan-count": 1, "plan-0-text": "整理"}).status_code == 302


def test_AS_06_no_log_is_due_on_a_holiday_friday(bank):
    """AS-06: 2026-02-20 is a Friday off: nothing is owed; who works all the same may write one."""
    friday = dt.date(2026, 2, 20)
    night(friday)
    desk = Desk(bank, "张三", friday, "17:30")
    assert "Work log of 2026-02-20" not in desk.read("/")
    assert "No log is owed for this day; you can write one all the same." in desk.read(NEW)
