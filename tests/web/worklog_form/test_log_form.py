"""Writing a log (13): what the system knows is there, what is wrong stands beside its field, what was typed stays."""

import pytest

from lvzhi.core.calendar import DAY
from lvzhi.records.models import Attachment, Record
from lvzhi.worklog.models import LogNote, WorkLog
from tests.web.desk import MONDAY, TUESDAY, Desk, log_by, night, team

NEW = "/logs/new/"
SAID = {"done": "走访示例客户，核对回款", "plan-count": 3, "plan-0-text": "整理贷后资料"}


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


@pytest.fixture
def desk(bank):
    return Desk(bank, "张三", MONDAY, "17:50")


def answers(bank, who="张三", result="done"):
    """The last plan's outcomes as the form sends them."""
    items = WorkLog.objects.filter(owner=bank.staff(who)).order_by("-on").first().plan.all()
    return {f"outcome-{item.pk}-result": result for item in items}


def test_AS_07_a_log_is_locked_and_corrected_by_a_note_with_its_time(bank, desk):
    """AS-07: handed in at 17:50 it is locked; a later correction appears as an appended note with its time."""
    sent = desk.post(NEW, SAID)
    log = WorkLog.objects.get()
    assert (sent.status_code, sent.url) == (302, f"/logs/{log.pk}/")
    assert f"/logs/{log.pk}/" in desk.get(NEW, follow=True).redirect_chain[0][0]
    later = Desk(bank, "张三", MONDAY, "19:10")
    assert later.post(NEW, SAID | {"done": "改写"}).status_code == 422
    log.refresh_from_db()
    assert log.done == SAID["done"]
    later.post(f"/logs/{log.pk}/notes/", {"text": "更正：拜访时间为 15:30"})
    page = later.read(f"/logs/{log.pk}/")
    assert "更正：拜访时间为 15:30" in page
    assert "2026-03-02 Mon 19:10" in page


def test_AS_07_only_the_writer_adds_to_a_log(bank, desk):
    log = log_by(bank, "张三")
    other = Desk(bank, "李四", MONDAY, "18:30")
    assert other.post(f"/logs/{log.pk}/notes/", {"text": "改"}).status_code in (403, 404)
    assert not LogNote.objects.exists()


def test_what_the_system_knows_is_filled_in_with_its_source(bank):
    log_by(bank, "张三", plan=("回访示例乙", "准备材料"))
    night(TUESDAY)
    page = Desk(bank, "张三", TUESDAY, "17:30").read(NEW)
    assert all(words in page for words in ("2026-03-03 Tue", "from the calendar", "张三 · 一组", "from your post"))
    assert all(words in page for words in ("回访示例乙", "准备材料", "from your log of 2026-03-02 Mon"))
    assert "checked" not in page.split("What became of the last plan")[1].split("Done today")[0]


def test_each_planned_thing_is_asked_for(bank):
    log_by(bank, "张三", plan=("回访示例乙", "准备材料"))
    night(TUESDAY)
    desk = Desk(bank, "张三", TUESDAY, "17:30")
    answered = answers(bank)
    one = dict([next(iter(answered.items()))])
    assert desk.post(NEW, SAID | one).status_code == 422
    assert desk.post(NEW, SAID | answered).status_code == 302
    assert WorkLog.objects.get(on=TUESDAY).outcomes.count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"done": ""}, "Say what was done today."),
        ({"plan-0-text": ""}, "Plan at least one thing for the next working day."),
        ({"lines-count": 1, "lines-0-content": "走访"}, "A line of the day is not complete."),
        ({"difficulties-count": 1, "difficulties-0-helper": "会计部"}, "A difficulty is not complete."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, wrong, words):
    typed = SAID | {"learned": "心得：提前一个月提醒"} | wrong
    page = desk.post(NEW, typed)
    assert page.status_code == 422
    text = page.content.decode()
    assert words in text
    assert all(str(value) in text for value in typed.values())
    assert not WorkLog.objects.exists()


def test_a_line_ends_after_it_begins(desk):
    line = {"starts": "10:00", "ends": "09:00", "work": "marketing", "content": "走访"}
    typed = {f"lines-0-{name}": value for name, value in line.items()} | {"lines-count": 1}
    assert "This is before it began." in desk.post(NEW, SAID | typed).content.decode()
    desk.post(NEW, SAID | typed | {"lines-0-ends": "11:30"})
    assert WorkLog.objects.get().lines.get().ends.hour == 11


def test_a_row_is_added_without_a_script_and_nothing_is_lost(desk):
    """A button that asks for one more row is no judgement: nothing is marked as wrong, nothing is handed in."""
    typed = {"done": "", "learned": "一半的心得", "plan-count": 3, "plan-1-text": "第二项", "add": "plan"}
    page = desk.post(NEW, typed)
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="plan-3-text"' in text
    assert all(words in text for words in ("一半的心得", "第二项"))
    assert "field-wrong" not in text
    assert not WorkLog.objects.exists()


def test_a_full_log_with_every_kind_of_words_is_taken_as_it_is(bank):
    """What is compared with the log just handed in is the same, whatever blanks and line ends a browser sends."""
    log_by(bank, "张三", plan=("回访示例乙",))
    night(TUESDAY)
    lines = {"starts": "09:00", "ends": "10:30", "work": "care", "whom": " 示例甲 ", "content": "拜访 ", "result": ""}
    trouble = {"text": "第一行\r\n第二行 ", "helper": " 会计部", "urgent": "on"}
    said = (
        SAID | answers(bank, result="partly") | {"done": " 上午\r\n\r\n下午 ", "learned": "心得\r\n", "lines-count": 1}
    )
    said |= {f"lines-0-{name}": value for name, value in lines.items()} | {"difficulties-count": 2}
    said |= {f"difficulties-0-{name}": value for name, value in trouble.items()} | {"plan-2-text": " 第三格 "}
    assert Desk(bank, "张三", TUESDAY, "17:50").post(NEW, said).status_code == 302
    log = WorkLog.objects.get(on=TUESDAY)
    assert [item.text for item in log.plan.order_by("position")] == ["整理贷后资料", "第三格"]
    assert log.difficulties.get().urgent


def test_the_same_form_sent_twice_is_one_log(bank, desk):
    once = {"once": "1f0e2c3a-0000-4000-8000-000000000001"}
    first = desk.post(NEW, SAID | once, follow=True)
    again = desk.post(NEW, SAID | once, follow=True)
    assert first.redirect_chain == again.redirect_chain
    assert WorkLog.objects.count() == 1
    late_click = Desk(bank, "张三", MONDAY, "17:51")
    assert "Already handed in" in late_click.post(NEW, SAID | once, follow=True).content.decode()


def test_a_second_tab_gives_the_first_log(bank, desk):
    desk.post(NEW, SAID)
    tab = Desk(bank, "张三", MONDAY, "17:55").post(NEW, SAID, follow=True)
    assert "Already handed in: the log of 2026-03-02 Mon, 2026-03-02 Mon 17:50." in tab.content.decode()
    assert WorkLog.objects.count() == 1


def test_a_form_stays_with_its_day(bank):
    """Begun before midnight and sent after it, or sent from a second tab: never taken for another open day."""
    night(TUESDAY)
    assert f'action="/logs/new/?on={TUESDAY}"' in Desk(bank, "张三", TUESDAY, "17:50").read(NEW)
    Desk(bank, "张三", TUESDAY, "17:50").post(f"{NEW}?on={TUESDAY}", SAID)
    tab = Desk(bank, "张三", TUESDAY, "17:55").post(NEW, SAID | {"done": "另外的话", "late_reason": "无"})
    assert "另外的话" in tab.content.decode()
    assert f"/logs/{WorkLog.objects.get(on=TUESDAY).pk}/notes/" in tab.content.decode()
    assert not WorkLog.objects.filter(on=MONDAY).exists()


def test_other_words_for_a_locked_day_become_a_note(bank, desk):
    desk.post(NEW, SAID)
    tab = Desk(bank, "张三", MONDAY, "18:20")
    page = tab.post(NEW, SAID | {"done": "还去了示例丁公司", "lines-count": 1, "lines-0-content": "半行"})
    text = page.content.decode()
    log = WorkLog.objects.get()
    assert page.status_code == 422
    assert "was handed in at 2026-03-02 Mon 17:50 and is locked" in text
    assert "还去了示例丁公司" in text
    assert "半行" in text
    assert "整理贷后资料" not in text, "what the log says already is not offered again"
    assert f'action="/logs/{log.pk}/notes/"' in text


def test_a_form_sent_back_changed_is_not_taken_for_a_retry(bank, desk):
    """Going back in the browser, changing words and sending again carries the old token; the words must not vanish."""
    once = {"once": "1f0e2c3a-0000-4000-8000-000000000002"}
    desk.post(NEW, SAID | once)
    page = Desk(bank, "张三", MONDAY, "17:52").post(NEW, SAID | once | {"done": "改过的一句"})
    assert page.status_code == 422
    assert "改过的一句" in page.content.decode()


def test_a_late_log_says_why_and_shows_it(bank):
    desk = Desk(bank, "张三", TUESDAY, "08:10")
    address = f"{NEW}?on={MONDAY}"
    assert "It was due 2026-03-02 Mon 24:00 and is taken until 2026-03-05 Thu 24:00." in desk.read(address)
    refused = desk.post(address, SAID)
    assert refused.status_code == 422
    assert "Say why the log is late." in refused.content.decode()
    sent = desk.post(address, SAID | {"late_reason": "在外地开会"}, follow=True)
    assert "在外地开会" in sent.content.decode()
    assert WorkLog.objects.get().is_late


def test_a_day_long_past_is_refused_with_a_clear_word(bank):
    desk = Desk(bank, "张三", MONDAY + 4 * DAY, "09:00")
    page = desk.get(f"{NEW}?on={MONDAY}", follow=True).content.decode()
    assert "The log of 2026-03-02 Mon can no longer be handed in" in page
    ahead = desk.get(f"{NEW}?on={MONDAY + 30 * DAY}", follow=True).content.decode()
    assert "cannot be written ahead of time" in ahead


def test_days_still_owed_are_offered(bank):
    night(TUESDAY)
    page = Desk(bank, "张三", TUESDAY, "09:00").read(NEW)
    assert f"?on={MONDAY}" in page
    assert "Work log of 2026-03-03 Tue" in page


def test_only_relationship_managers_write_logs(bank):
    assert Desk(bank, "李四", MONDAY, "10:00").get(NEW).status_code == 403
    assert not Record.objects.exists()
    assert not Attachment.objects.exists()


def test_the_number_of_queries_does_not_depend_on_the_plan(bank, django_assert_max_num_queries):
    def queries(plan, day):
        log_by(bank, "张三", on=day - DAY, plan=plan)
        night(day)
        desk = Desk(bank, "张三", day, "17:00")
        desk.read(NEW)
        with django_assert_max_num_queries(30) as counted:
            desk.read(NEW)
        return len(counted)

    assert queries(("一",), TUESDAY) == queries(("一", "二", "三"), TUESDAY + DAY)
