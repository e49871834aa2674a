"""Leave on pages: from the form to the approval, out and back again."""

import datetime as dt

import pytest

from lvzhi.attendance.models import Leave, LeaveEnd
from lvzhi.core.clock import moment
from lvzhi.records.models import Record
from tests.attendance.asking import days, granted
from tests.web.desk import MONDAY, TUESDAY, Desk, log_by, night, team

WHAT = {"kind": "private", "reason": "办理房产证", "place": "本市政务中心", "phone": "13900001111"}
HOURS = WHAT | {"first": "2026-03-02", "leaves": "14:00", "back": "16:00"}


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


def desk(bank, who, time="09:00", on=MONDAY):
    return Desk(bank, who, on, time)


def wanted(bank, **more):
    said = {"first": "2026-03-03", "begins": "day", "last": "2026-03-03", "ends": "day"}
    return WHAT | said | {"deputy": bank.staff("王二").pk} | more


def test_AS_02_a_private_absence_waits_for_approval_and_stands_in_both_books(bank):
    me = desk(bank, "张三")
    where = me.post("/leave/new/?hours=1", HOURS).url
    page = me.read(where)
    assert "not decided yet" in page
    assert "disabled" in page.split("Go out")[0].rsplit("<button", 1)[1]
    refused = me.post(f"{where}start/", {})
    assert refused.status_code == 422
    assert "This leave is not approved: you cannot leave." in refused.content.decode()
    pk = Leave.objects.get().pk
    assert desk(bank, "李四").post(f"/approvals/{pk}/", {"do": "approve"}).status_code == 302
    page = me.read(where)
    assert f'href="{where}start/"' in page
    me = desk(bank, "张三", "14:00")
    assert me.post(f"{where}start/", {}).url == where
    assert "on leave" in me.read(where)
    assert Record.objects.filter(filings__kind="absence").get() == Record.objects.filter(filings__kind="leave").get()
    for book in ("/leave/", "/outings/", where, f"/outings/{pk}/"):
        assert "本市政务中心" in me.read(book) or "办理房产证" in me.read(book), book
    assert me.get(f"/outings/{pk}/back/").url == where  # the way back leads through the leave register
    assert me.post(f"/outings/{pk}/back/", {"back_at": "2026-03-02T14:05", "result": "好"}).status_code == 403


def test_leave_by_days_from_the_form_to_the_confirmed_return(bank):
    me = desk(bank, "张三")
    form = me.read("/leave/new/")
    assert "王二" in form
    assert "late_reason" not in form
    where = me.post("/leave/new/", wanted(bank)).url
    asked = desk(bank, "李四").read("/approvals/").split('id="waiting"')[1]
    assert "Private matters · 2026-03-03" in asked
    pk = Leave.objects.get().pk
    page = desk(bank, "李四").read(f"/approvals/{pk}/")
    assert "办理房产证" in page
    assert "1 working day" in page
    desk(bank, "李四").post(f"/approvals/{pk}/", {"do": "approve"})
    assert "You stand in for 张三: Private matters" in desk(bank, "王二").read("/messages/")
    later = desk(bank, "张三", "08:30", dt.date(2026, 3, 4))
    assert "to be ended on return" in later.read(where)
    assert later.post(f"{where}end/", {"back_at": "2026-03-04T08:25", "remark": "已办好"}).url == where
    lead = desk(bank, "李四", "09:00", dt.date(2026, 3, 4))
    assert f'href="{where}confirm/"' in lead.read(where)
    assert lead.post(f"{where}confirm/", {"remark": ""}).url == where
    assert "已办好" in lead.read(where)


def test_an_error_stands_at_its_field_and_what_was_typed_stays(bank):
    answer = desk(bank, "张三").post("/leave/new/", wanted(bank, reason="", last="2026-03-02"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why." in page
    assert "The last day lies before the first." in page
    assert "本市政务中心" in page
    assert not Leave.objects.exists()
    answer = desk(bank, "张三").post("/leave/new/", wanted(bank, deputy=""))
    assert "Say who stands in for you." in answer.content.decode()


def test_sent_twice_it_is_asked_once(bank):
    said = wanted(bank) | {"once": "1f0e2c3a-0000-4000-8000-000000000012"}
    answers = [desk(bank, "张三").post("/leave/new/", said).url for _n in range(2)]
    assert answers[0] == answers[1]
    assert Leave.objects.count() == 1


def test_entered_afterwards_it_wants_a_reason_and_is_marked(bank):
    evening = desk(bank, "张三", "17:00")
    answer = evening.post("/leave/new/?hours=1", HOURS)
    assert answer.status_code == 422
    assert 'name="late_reason"' in answer.content.decode()
    where = evening.post("/leave/new/?hours=1", HOURS | {"late_reason": "急事，已电话报告"}).url
    assert "Entered afterwards, against the rule" in evening.read(where)


def test_what_falls_due_meanwhile_is_laid_out_for_the_deputy(bank):
    log_by(bank, "王二")
    night(TUESDAY)
    leave = granted(bank, "王二", days("2026-03-03", from_noon=True), at=moment(MONDAY, dt.time(18)), deputy="张三")
    page = desk(bank, "张三", "13:00", TUESDAY).read(f"/leave/{leave.pk}/")
    assert "Work log of 2026-03-03" in page.split('id="due"')[1]


def test_the_list_its_filters_and_its_sheet(bank):
    granted(bank, "张三", days("2026-03-05"), at=moment(MONDAY, dt.time(9)))
    lead = desk(bank, "李四")
    assert "家中有事" in lead.read("/leave/")
    assert "家中有事" in lead.read("/leave/?state=granted&kind=private&owner=张三")
    assert "Nothing answers to these filters." in lead.read("/leave/?state=ended")
    assert lead.get("/leave/excel/")["Content-Type"].endswith("sheet")
    assert lead.get(f"/leave/{Leave.objects.get().pk}/print/")["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("张三", 200),
        ("王二", 200),
        ("李四", 200),
        ("王五", 200),
        ("审计员", 200),
        ("外人", 404),
        ("孙立", 404),
        ("管理员", 403),
    ],
)
def test_who_may_open_a_leave(bank, who, status):
    leave = granted(bank, "张三", days("2026-03-05"), at=moment(MONDAY, dt.time(9)))
    assert desk(bank, who).get(f"/leave/{leave.pk}/").status_code == status


def test_steps_that_are_not_one_s_own_do_not_exist(bank):
    leave = granted(bank, "张三", days("2026-03-03"), at=moment(MONDAY, dt.time(9)))
    for step in ("start", "withdraw", "end"):
        assert desk(bank, "李四").get(f"/leave/{leave.pk}/{step}/").status_code == 404
    assert desk(bank, "李四").get(f"/leave/{leave.pk}/confirm/").status_code == 404
    assert not LeaveEnd.objects.exists()


def test_a_mandatory_leave_is_ordered_on_its_page(bank):
    said = {"staff": "张三", "first": "2026-03-03", "last": "2026-03-04", "deputy": "王二", "reason": "年度强制休假"}
    head = desk(bank, "王五")
    where = head.post("/leave/order/", said).url
    assert "Mandatory leave" in head.read(where)
    assert desk(bank, "张三").get(where).status_code == 404
    assert "年度强制休假" not in desk(bank, "张三").read("/leave/")
    frozen = desk(bank, "张三", "09:00", TUESDAY)
    assert frozen.post("/leave/new/?hours=1", HOURS | {"first": "2026-03-03"}).status_code == 403


def test_the_number_of_queries_does_not_depend_on_the_leaves(bank, django_assert_max_num_queries):
    def queries(address):
        lead = desk(bank, "李四")
        lead.read(address)
        with django_assert_max_num_queries(30) as counted:
            lead.read(address)
        return len(counted)

    leave = granted(bank, "张三", days("2026-03-05"), at=moment(MONDAY, dt.time(9)))
    one = queries("/leave/"), queries(f"/leave/{leave.pk}/")
    for day in ("2026-03-09", "2026-03-10"):
        granted(bank, "张三", days(day), at=moment(MONDAY, dt.time(9)))
    assert (queries("/leave/"), queries(f"/leave/{leave.pk}/")) == one
