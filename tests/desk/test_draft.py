"""The log drafts itself out of the day's records (13): lines, paragraph, plan, answers to the last plan."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lvzhi.core.calendar import DAY
from lvzhi.desk.draft import draft, drafted_pages
from lvzhi.duties import engine
from lvzhi.people.lasting import lasting
from lvzhi.people.models import Deputy
from lvzhi.records.actions import finish_task, give_task
from lvzhi.records.models import keep
from lvzhi.worklog.actions import file_work_log
from lvzhi.worklog.models import LogSource, PlanItem
from lvzhi.worklog.queries import plan_to_answer, share_from_records
from tests.bank import Bank, pages
from tests.scenario import moment
from tests.worklog.day import MINUTES, a_contact, a_customer, an_appointment, an_outing, called_off

MONDAY = dt.date(2026, 3, 2)
EVENING = moment("2026-03-02 17:30")


@pytest.fixture
def bank(db):
    return Bank.of({"张三": "manager", "王二": "manager", "李四": "supervisor"})


def of_day(staff, on=MONDAY, at=EVENING):
    return draft(staff, on, at, plan_to_answer(staff, on))


def test_an_outing_with_its_contact_is_one_line(bank):
    rm = bank.staff("张三")
    firm = a_customer(rm)
    out = an_outing(rm, firm, "2026-03-02 14:00", "2026-03-02 17:00", back="2026-03-02 16:20")
    a_contact(rm, firm, "2026-03-02 14:30", mode="visit", purposes=["collection"], absence=out)
    (line,) = of_day(rm).lines
    assert (line.starts, line.ends) == (dt.time(14), dt.time(16, 20))
    assert (line.work, line.whom, line.customer) == ("collection", "示例甲精密制", firm.pk)
    assert (line.content, line.result) == (MINUTES, "同意提供三月报表")
    assert line.key == out.pk


def test_an_outing_without_a_contact_is_a_line_with_its_result(bank):
    rm = bank.staff("张三")
    more = {"business": "registration", "place": "不动产登记中心", "purpose": "办理抵押登记"}
    an_outing(rm, None, "2026-03-02 09:00", "2026-03-02 11:00", back="2026-03-02 10:40", result="已受理", **more)
    an_outing(rm, None, "2026-03-02 15:00", "2026-03-02 16:00", business="private", purpose="就医")
    (line,) = of_day(rm).lines
    assert (line.work, line.whom) == ("during_loan", "不动产登记中心")
    assert (line.content, line.result) == ("办理抵押登记", "已受理")


def test_what_others_did_or_another_day_brought_is_not_in_it(bank):
    rm, other = bank.staff("张三"), bank.staff("王二")
    firm = a_customer(rm)
    a_contact(other, firm, "2026-03-02 10:00", owner=rm)
    a_contact(rm, firm, "2026-03-01 10:00")
    a_contact(rm, firm, "2026-03-02 11:00", mode="mass")
    assert of_day(rm).lines == []


def test_what_a_deputy_did_stands_in_the_deputys_log(bank):
    rm, other = bank.staff("张三"), bank.staff("王二")
    Deputy.objects.create(staff=rm, deputy=other, during=lasting(MONDAY, MONDAY))
    a_contact(other, a_customer(rm), "2026-03-02 10:00", owner=rm)
    assert [line.content for line in of_day(other).lines] == [MINUTES]
    assert of_day(rm).lines == []


def test_an_appointment_put_off_and_a_finished_task_are_lines(bank):
    rm, lead = bank.staff("张三"), bank.staff("李四")
    firm = a_customer(rm)
    first = an_appointment(rm, firm, "2026-03-02 15:00", "2026-02-27 10:00")
    an_appointment(rm, firm, "2026-03-05 10:00", "2026-03-02 11:00", moved_from=first, reason="客户出差")
    off = an_appointment(rm, a_customer(rm, "示例乙纺织"), "2026-03-03 09:00", "2026-02-27 10:00")
    called_off(rm, off, "2026-03-02 11:30", "客户停产检修")
    task = give_task(lead, at=moment("2026-03-02 09:00"), owner=rm, title="补齐合同附件", due_on=MONDAY)
    finish_task(rm, at=moment("2026-03-02 16:00"), task=task, result="已补齐")
    lines = of_day(rm).lines
    assert [(line.starts.hour, line.result) for line in lines] == [
        (10, "客户出差"),
        (11, "客户停产检修"),
        (15, "已补齐"),
    ]
    assert "03-05 10:00" in lines[0].content


def test_the_day_is_told_in_a_sentence_for_each_half(bank):
    rm = bank.staff("张三")
    a_contact(rm, a_customer(rm), "2026-03-02 09:30", result="同意提供报表。另约周五再谈。")
    a_contact(rm, a_customer(rm, "示例乙纺织"), "2026-03-02 10:30", mode="chat", result="约定周五见面")
    a_contact(rm, a_customer(rm, "示例丙物流"), "2026-03-02 15:00", mode="at_bank", result="开户资料已交")
    assert of_day(rm).done == (
        "上午电话联系示例甲精密制，同意提供报表；企业微信联系示例乙纺织，约定周五见面。下午接待示例丙物流来行，开户资料已交。"
    )


def test_the_plan_is_proposed_from_appointments_next_steps_and_what_is_due(bank):
    rm, lead = bank.staff("张三"), bank.staff("李四")
    first, second, third = (a_customer(rm, name) for name in ("示例甲", "示例乙", "示例丙"))
    an_appointment(rm, first, "2026-03-03 09:30", "2026-02-27 10:00", mode="visit", purpose="商谈续贷")
    a_contact(rm, first, "2026-03-02 09:00", next_step="带上额度测算表", next_on=MONDAY + DAY)
    a_contact(rm, second, "2026-02-26 09:00", next_step="收取报表", next_on=MONDAY + DAY)
    a_contact(rm, third, "2026-02-26 09:00", next_step="约见财务", next_on=MONDAY + DAY)
    a_contact(rm, third, "2026-03-02 10:00", next_step="已约下周", next_on=MONDAY + 7 * DAY)
    give_task(lead, at=moment("2026-03-02 09:00"), owner=rm, title="补齐合同附件", due_on=MONDAY + DAY)
    engine.nightly(MONDAY, moment("2026-03-02 12:00"))
    plan = of_day(rm).plan
    assert [(one.text, one.customer) for one in plan] == [
        ("09:30 上门拜访，示例甲：商谈续贷", first.pk),
        ("示例乙：收取报表", second.pk),
        ("补齐合同附件", None),
    ]


def test_the_last_plan_is_answered_by_a_record_of_its_customer(bank):
    rm = bank.staff("张三")
    met, put_off, untouched = (a_customer(rm, name) for name in ("示例甲", "示例乙", "示例丙"))
    plan = [PlanItem(text="拜访", customer=met), PlanItem(text="到示例乙收报表"), PlanItem(text="整理资料")]
    plan.append(PlanItem(text="联系", customer=untouched))
    log = pages()
    log.plan = plan
    file_work_log(rm, at=moment("2026-02-27 17:30"), on=dt.date(2026, 2, 27), pages=log)
    contact = a_contact(rm, met, "2026-03-02 10:00")
    called_off(rm, an_appointment(rm, put_off, "2026-03-02 15:00", "2026-02-27 10:00"), "2026-03-02 11:00")
    said = of_day(rm).answers
    items = {item.text: said.get(item.pk) for item in plan_to_answer(rm, MONDAY)}
    assert (items["拜访"].result, items["拜访"].ref) == ("done", contact.ref)
    assert (items["到示例乙收报表"].result, items["到示例乙收报表"].remark) == ("not_done", "客户临时出差")
    assert items["整理资料"] is None
    assert items["联系"] is None


def test_a_planned_task_that_was_finished_is_answered(bank):
    rm, lead = bank.staff("张三"), bank.staff("李四")
    task = give_task(lead, at=moment("2026-02-27 09:00"), owner=rm, title="补齐合同附件", due_on=MONDAY)
    log = pages(plan=("补附件",), sources=[LogSource(part="plan", position=1, ref=task.ref)])
    file_work_log(rm, at=moment("2026-02-27 17:30"), on=dt.date(2026, 2, 27), pages=log)
    finish_task(rm, at=moment("2026-03-02 16:00"), task=task, result="已补齐")
    (said,) = of_day(rm).answers.values()
    assert (said.result, said.ref) == ("done", task.ref)


def test_nobody_without_a_valid_agreement_gets_a_draft(bank):
    rm = bank.staff("张三")
    a_contact(rm, a_customer(rm), "2026-03-02 10:00")
    rm.cleared_until = MONDAY - DAY
    found = of_day(rm)
    assert (list(found.lines), found.done, list(found.plan)) == ([], "", [])


def test_the_number_of_queries_does_not_depend_on_the_day(bank):
    rm = bank.staff("张三")

    def queries(hours):
        for hour in hours:
            firm = a_customer(rm, f"示例{hour}号厂")
            out = an_outing(rm, firm, f"2026-03-02 {hour:02}:00", f"2026-03-02 {hour:02}:25")
            a_contact(rm, firm, f"2026-03-02 {hour:02}:10", absence=out)
            an_outing(rm, firm, f"2026-03-02 {hour:02}:30", f"2026-03-02 {hour:02}:55")
            called_off(rm, an_appointment(rm, firm, "2026-03-04 15:00", "2026-02-27 10:00"), "2026-03-02 11:00")
            an_appointment(rm, firm, "2026-03-03 15:00", "2026-02-27 10:00")
        of_day(rm)
        with CaptureQueriesContext(connection) as counted:
            of_day(rm)
        return len(counted)

    one = queries([8])
    assert queries([9, 10, 11]) == one
    assert one < 16


def test_a_log_handed_in_as_drafted_is_all_from_records_but_what_is_typed(bank):
    rm = bank.staff("张三")
    firm = a_customer(rm)
    a_contact(rm, firm, "2026-03-02 10:00")
    an_appointment(rm, firm, "2026-03-03 09:30", "2026-02-27 10:00")
    drafted = of_day(rm)
    log = file_work_log(rm, at=EVENING, on=MONDAY, pages=drafted_pages(drafted, []))
    assert log.lines.get().source_id == drafted.lines[0].record
    assert log.lines.get().customer == firm
    assert log.plan.get().customer == firm
    assert set(log.sources.values_list("part", "ref", "edited")) == {
        ("done", drafted.lines[0].ref, False),
        ("plan", drafted.plan[0].ref, False),
    }
    share = share_from_records([log])
    assert (share.filled, share.kept, share.edited) == (8, 8, 0)
    assert share.of_records == 1


def test_what_is_typed_or_changed_does_not_count_as_from_a_record(bank):
    rm = bank.staff("张三")
    a_contact(rm, a_customer(rm), "2026-03-02 10:00")
    given = drafted_pages(of_day(rm), [])
    given.lines[0].touched = ["content"]
    given.sources[0].edited = True
    given.learned, given.plan = "先听再讲", [PlanItem(text="整理资料")]
    log = file_work_log(rm, at=EVENING, on=MONDAY, pages=given)
    share = share_from_records([log])
    assert (share.filled, share.kept, share.edited) == (9, 5, 2)
    assert round(share.of_records, 2) == 0.56


def test_a_draft_without_records_is_empty(bank):
    rm = bank.staff("张三")
    keep("contact", by=rm, at=EVENING)
    assert share_from_records([]).of_records == 0
    assert of_day(rm).done == ""
