"""The reading desk (13.2): logs like mail, difficulties first, what is new marked, talk and follow-ups beside."""

import datetime as dt
import re

import pytest

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.desk.reading import Asked, queue
from lvzhi.records.models import Message, Task
from lvzhi.worklog.actions import add_note
from lvzhi.worklog.models import Difficulty, LogComment, LogReading
from tests.web.desk import MONDAY, TUESDAY, Desk, log_by, night, team

pytestmark = pytest.mark.usefixtures("logs_alone")

DESK = "/reading/"


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


def open_log(desk, log):
    return desk.read(f"{DESK}?log={log.pk}")


def test_AS_08_opening_a_log_leaves_a_read_mark_with_its_time(bank):
    log = log_by(bank, "张三")
    lead = Desk(bank, "李四", TUESDAY, "08:30")
    page = open_log(lead, log)
    mark = LogReading.objects.get()
    assert mark.record.recorded_at == moment(TUESDAY, dt.time(8, 30))
    assert "李四 2026-03-03 Tue 08:30" in page
    assert "2026-03-03 Tue 08:30" in Desk(bank, "张三", TUESDAY, "09:00").read(f"/logs/{log.pk}/")


def test_AS_08_a_comment_tells_the_relationship_manager(bank):
    log = log_by(bank, "张三")
    lead = Desk(bank, "李四", TUESDAY, "08:30")
    open_log(lead, log)
    said = {"text": "请附书面承诺", "part": "done", "position": 0}
    back = lead.post(f"/logs/{log.pk}/comments/?back=/reading/?log={log.pk}", said)
    assert back.url == f"/reading/?log={log.pk}#comments"
    assert Message.objects.get(kind="log.comment").to == bank.staff("张三")
    page = Desk(bank, "张三", TUESDAY, "09:00").read("/messages/")
    assert "李四 commented on the log of 张三, 2026-03-02 Mon." in page


def test_AS_08_unread_for_more_than_two_working_days_is_listed_for_the_department_head(bank):
    log = log_by(bank, "张三")
    for days in range(1, 4):
        night(MONDAY + days * DAY)
    in_time = Desk(bank, "王五", MONDAY + 2 * DAY, "18:00")
    assert "Every log was read in time." in in_time.read("/")
    head = Desk(bank, "王五", MONDAY + 3 * DAY, "09:00")
    for address in ("/", DESK):
        page = head.read(address)
        assert "张三" in page
        assert f"?log={log.pk}" in page
        assert "李四" in page


def test_the_same_log_opened_again_leaves_no_second_mark(bank):
    log = log_by(bank, "张三")
    for at in ("08:30", "08:31", "09:40"):
        open_log(Desk(bank, "李四", TUESDAY, at), log)
    Desk(bank, "李四", TUESDAY, "09:45").read(f"/logs/{log.pk}/")
    assert LogReading.objects.count() == 1


def test_a_note_added_later_makes_it_new_again_once(bank):
    log = log_by(bank, "张三")
    open_log(Desk(bank, "李四", MONDAY, "18:00"), log)
    add_note(bank.staff("张三"), at=moment(MONDAY, dt.time(19)), log=log, text="更正：15:30")
    page = open_log(Desk(bank, "李四", TUESDAY, "08:30"), log)
    assert "fresh" in page
    assert LogReading.objects.count() == 2
    assert "fresh-word" not in open_log(Desk(bank, "李四", TUESDAY, "09:30"), log)


def test_who_answers_for_no_unit_has_no_desk_and_others_see_no_log(bank):
    log = log_by(bank, "张三")
    assert Desk(bank, "张三", TUESDAY, "09:00").get(DESK).status_code == 403
    assert Desk(bank, "审计员", TUESDAY, "09:00").get(DESK).status_code == 403
    assert Desk(bank, "孙立", TUESDAY, "09:00").get(f"{DESK}?log={log.pk}").status_code == 404
    assert not LogReading.objects.exists()


def test_an_auditor_who_looks_leaves_no_read_mark(bank):
    log = log_by(bank, "张三")
    Desk(bank, "审计员", TUESDAY, "09:00").read(f"/logs/{log.pk}/")
    assert not LogReading.objects.exists()


def test_urgent_difficulties_come_first_then_the_oldest(bank):
    calm = log_by(bank, "张三")
    night(TUESDAY)
    stuck = log_by(bank, "王二", on=TUESDAY, difficulties=[Difficulty(text="客户断贷", urgent=True)])
    read = log_by(bank, "张三", on=TUESDAY)
    lead, at = bank.staff("李四"), moment(TUESDAY, dt.time(19))
    open_log(Desk(bank, "李四", TUESDAY, "18:30"), read)
    letters = queue(lead, at, Asked(since=at))
    assert [letter.log for letter in letters] == [stuck.pk, calm.pk, read.pk]
    assert [letter.state for letter in letters] == ["new", "new", "read"]
    assert letters[0].unread == 2


def test_next_unread_walks_through_all_and_ends(bank):
    logs = {log_by(bank, "张三").pk, log_by(bank, "王二").pk}
    lead = Desk(bank, "李四", TUESDAY, "08:30")
    page = lead.get(f"{DESK}?next=1", follow=True).content.decode()
    seen = set(LogReading.objects.values_list("log", flat=True))
    found = re.search(r'button-primary" href="([^"]+)"', page)
    assert found
    lead.read(found[1].replace("&amp;", "&"))
    assert seen | set(LogReading.objects.values_list("log", flat=True)) == logs
    assert "Everything is read." in lead.read(DESK)


def test_a_log_keeps_its_place_while_one_reads_on(bank):
    """The list is sorted as it was when the desk was opened, so that k goes back to the log just read."""
    first, second = log_by(bank, "王二"), log_by(bank, "张三")
    lead = Desk(bank, "李四", TUESDAY, "08:30")
    since = int(lead.at.timestamp())
    lead.read(f"{DESK}?log={first.pk}&since={since}")
    page = Desk(bank, "李四", TUESDAY, "08:35").read(f"{DESK}?log={second.pk}&since={since}")
    to_read = page.split("To read")[1]
    assert to_read.index(f"log={first.pk}&") < to_read.index(f"log={second.pk}&")
    assert ">Read<" not in page


def test_who_has_not_handed_in_stands_apart_and_who_is_let_off_does_not(bank):
    log_by(bank, "张三")
    assert "王二" in Desk(bank, "李四", TUESDAY, "09:00").read(DESK).split("Not handed in")[1]
    bank_duty = bank.staff("王二").duties.get()
    bank_duty.excused_at, bank_duty.excused_by, bank_duty.excuse = bank_duty.opens, bank.staff("李四"), "就医"
    bank_duty.save()
    assert "Not handed in" not in Desk(bank, "李四", TUESDAY, "09:00").read(DESK)


def test_a_comment_stands_beside_the_part_it_is_about(bank):
    log = log_by(bank, "张三", plan=("整理资料", "回访客户"))
    lead = Desk(bank, "李四", TUESDAY, "08:30")
    form = lead.read(f"{DESK}?log={log.pk}&part=plan&position=2")
    assert form.index("回访客户") < form.index('id="comment"') < form.index('id="comments"')
    lead.post(f"/logs/{log.pk}/comments/", {"text": "带上主管一起", "part": "plan", "position": 2})
    assert (LogComment.objects.get().part, LogComment.objects.get().position) == ("plan", 2)
    page = lead.read(f"{DESK}?log={log.pk}")
    assert page.index("回访客户") < page.index("带上主管一起") < page.index('id="comments"')


def test_an_empty_comment_keeps_the_page_and_says_why(bank):
    log = log_by(bank, "张三")
    page = Desk(bank, "李四", TUESDAY, "08:30").post(f"/logs/{log.pk}/comments/", {"text": "", "part": "whole"})
    assert page.status_code == 422
    assert "Write the comment." in page.content.decode()


def test_a_follow_up_is_given_beside_the_log(bank):
    log = log_by(bank, "张三", difficulties=[Difficulty(text="会计部核对回单太慢", urgent=False)])
    lead = Desk(bank, "李四", TUESDAY, "08:30")
    page = lead.read(f"{DESK}?log={log.pk}&task=1")
    assert 'value="会计部核对回单太慢"' in page
    assert 'value="2026-03-04"' in page
    said = {"title": "与会计部约定时限", "owner": bank.staff("张三").pk, "due_on": "2026-03-05"}
    back = lead.post(f"/tasks/of-log/{log.pk}/?back=/reading/?log={log.pk}", said)
    task = Task.objects.get()
    assert (task.owner, task.about_id) == (bank.staff("张三"), log.pk)
    assert back.url == f"/reading/?log={log.pk}"
    assert "与会计部约定时限" in lead.read(f"{DESK}?log={log.pk}")


def test_a_follow_up_goes_to_ones_own_people_alone(bank):
    log = log_by(bank, "张三")
    said = {"title": "越权", "owner": bank.staff("外人").pk, "due_on": "2026-03-05"}
    assert Desk(bank, "李四", TUESDAY, "08:30").post(f"/tasks/of-log/{log.pk}/", said).status_code == 422
    assert not Task.objects.exists()


def test_back_leads_to_pages_of_ours_alone(bank):
    log = log_by(bank, "张三")
    lead = Desk(bank, "李四", TUESDAY, "08:30")
    said = {"text": "好", "part": "whole", "position": 0}
    assert lead.post(f"/logs/{log.pk}/comments/?back=https://bank.example/", said).url == f"/logs/{log.pk}/#comments"


@pytest.mark.parametrize("address", [DESK, DESK + "?log={log}"])
def test_the_number_of_queries_does_not_depend_on_the_logs(bank, django_assert_max_num_queries, address):
    def queries(log):
        lead = Desk(bank, "李四", TUESDAY + DAY, "19:00")
        lead.read(address.format(log=log.pk))
        with django_assert_max_num_queries(40) as counted:
            lead.read(address.format(log=log.pk))
        return len(counted)

    for who in ("张三", "王二"):
        log_by(bank, who)
    night(TUESDAY)
    one = queries(log_by(bank, "张三", on=TUESDAY, difficulties=[Difficulty(text="一", urgent=False)]))
    three = [Difficulty(text=text, urgent=False) for text in "一二三"]
    log_by(bank, "王二", on=TUESDAY, plan=("一", "二", "三"))
    night(TUESDAY + DAY)
    assert queries(log_by(bank, "王二", on=TUESDAY + DAY, plan=("一", "二", "三"), difficulties=three)) == one
