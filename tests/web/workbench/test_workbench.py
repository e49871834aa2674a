"""The workbench: each post sees what it has to do or to look after, every line with the one button that does it."""

import datetime as dt

import pytest

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.core.models import ParameterValue
from lvzhi.desk.agenda import SHOWN, agenda
from lvzhi.duties.actions import excuse_duty
from lvzhi.duties.models import Duty
from lvzhi.duties.rule import RULES
from lvzhi.records.actions import finish_task, give_task
from lvzhi.records.models import Task
from lvzhi.web.doing import DOING
from lvzhi.worklog.models import Difficulty
from lvzhi.worklog.params import LATE_DAYS
from tests.web.desk import MONDAY, TUESDAY, Desk, log_by, night, team


@pytest.fixture
def bank(db, logs_alone):
    bank = team()
    night(MONDAY)
    return bank


def give(bank, title, due, at="10:00", day=MONDAY):
    lead, owner = bank.staff("李四"), bank.staff("张三")
    return give_task(lead, at=moment(day, dt.time.fromisoformat(at)), owner=owner, title=title, due_on=due)


def test_every_rule_has_its_words_and_the_page_that_does_it(db):
    assert set(RULES) == set(DOING)
    for name, doing in DOING.items():
        duty = Duty(rule=name, about="" if name == "keep_work_log" else "thing/7", opens=moment(MONDAY))
        assert doing.address(duty).startswith("/")
        assert str(doing.label)
        assert doing.what(duty, None)


def test_what_is_late_today_and_soon(bank):
    night(TUESDAY)
    give(bank, "今天办的事", TUESDAY)
    give(bank, "过几天办的事", TUESDAY + 3 * DAY)
    page = Desk(bank, "张三", TUESDAY, "09:00").read("/")
    late, rest = page.split('id="late"')[1].split('id="today"')
    today, soon = rest.split('id="soon"')
    assert f"/logs/new/?on={MONDAY}" in late
    assert f"/logs/new/?on={TUESDAY}" in today
    assert "今天办的事" in today
    assert "过几天办的事" in soon
    assert "from 李四" in soon
    assert "2026-03-02 Mon 24:00" in late


def test_a_task_shows_at_once_and_goes_when_done_or_let_off(bank):
    at = moment(MONDAY, dt.time(18))
    me = bank.staff("张三")

    def titles():
        piles = agenda(me, at)
        return [item.subject.title for pile in piles.values() for item in pile.items if item.rule == "do_follow_up"]

    task, other = give(bank, "补附件", MONDAY), give(bank, "问回款", TUESDAY)
    assert titles() == ["补附件", "问回款"]
    finish_task(me, at=at, task=task, result="已补")
    assert titles() == ["问回款"]
    night(TUESDAY)
    duty = Duty.objects.get(rule="do_follow_up", about=f"task/{other.pk}")
    excuse_duty(bank.staff("李四"), at=moment(TUESDAY, dt.time(9)), duty=duty, reason="客户已注销")
    assert titles() == []


def test_nothing_stands_there_that_cannot_be_done_any_more(bank):
    """A log too old to be handed in is counted, not offered."""
    for days in range(1, 6):
        night(MONDAY + days * DAY)
    piles = agenda(bank.staff("张三"), moment(MONDAY + 4 * DAY, dt.time(9)))
    assert [item.opens for item in piles["late"].items] == [moment(MONDAY + n * DAY) for n in (1, 2, 3)]
    assert piles["over"].total == 1
    page = Desk(bank, "张三", MONDAY + 4 * DAY, "09:00").read("/")
    assert f"?on={MONDAY}" not in page
    assert "1 log or report can no longer be handed in" in page


def test_how_long_a_log_is_offered_follows_the_parameter(bank):
    night(TUESDAY)
    at = moment(TUESDAY, dt.time(9))
    assert agenda(bank.staff("张三"), at)["late"].total == 1
    ParameterValue.objects.create(
        key=LATE_DAYS.key,
        since=TUESDAY,
        value=0,
        why="不补交",
        at=at,
        by=bank.staff("王五"),
        confirmed_by=bank.staff("李四"),
    )
    piles = agenda(bank.staff("张三"), at)
    assert (piles["late"].total, piles["over"].total) == (0, 1)
    assert LATE_DAYS.on(TUESDAY) == 0, "the statement and the parameter mean the same"


def test_a_long_list_is_cut_and_says_how_many_more(bank):
    for number in range(SHOWN + 3):
        give(bank, f"任务{number:02}", TUESDAY + 2 * DAY)
    desk = Desk(bank, "张三", MONDAY, "18:00")
    page = desk.read("/")
    assert f"任务{SHOWN - 1:02}" in page
    assert f"任务{SHOWN:02}" not in page
    assert "3 more" in page
    assert "3 more" not in desk.read("/?all=1")
    assert f"任务{SHOWN + 2:02}" in desk.read("/?all=1")


def test_the_day_as_a_line_ends_with_the_log(bank):
    page = Desk(bank, "张三", MONDAY, "14:00").read("/")
    line = page.split("dayline-items")[1].split("</ol>")[0]
    assert "24:00" in line
    assert f"/logs/new/?on={MONDAY}" in line
    log = log_by(bank, "张三", at="17:50")
    done = Desk(bank, "张三", MONDAY, "18:00").read("/")
    assert "Everything asked of you is done." in done
    assert f'href="/logs/{log.pk}/"' in done.split("dayline-items")[1]
    assert "17:50" in done


def test_the_clause_says_why(bank):
    page = Desk(bank, "张三", MONDAY, "14:00").read("/")
    assert "On every working day each relationship manager hands in that day" in page
    assert 'href="/regulation/13/"' in page


def test_a_supervisor_sees_what_to_read_and_who_owes_what(bank):
    log_by(bank, "王二", difficulties=[Difficulty(text="客户断贷，需要支行出面", urgent=True)])
    night(TUESDAY)
    page = Desk(bank, "李四", TUESDAY, "09:00").read("/")
    assert "Read 1 log" in page
    assert "客户断贷，需要支行出面" in page
    team_part = page.split('id="team"')[1]
    assert "Work log 1 late, 1 today" in team_part
    assert team_part.index("王二") < team_part.index("张三"), "by name, no ranking"
    assert "外人" not in page


def test_many_logs_to_read_are_one_line(bank):
    log_by(bank, "张三")
    log_by(bank, "王二")
    night(TUESDAY)
    pile = agenda(bank.staff("李四"), moment(TUESDAY, dt.time(9)))["soon"]
    assert [(item.rule, item.many) for item in pile.items] == [("read_work_log", 2)]
    assert (pile.total, pile.more) == (2, 0)


def test_leaders_above_see_what_is_late_unit_by_unit(bank):
    night(TUESDAY)
    page = Desk(bank, "王五", TUESDAY, "09:00").read("/")
    units = page.split('id="units"')[1]
    assert "一组" in units
    assert "二组" in units
    assert "Nothing is late in your units." not in page


def test_an_auditor_sees_the_clauses(bank):
    night(TUESDAY)
    part = Desk(bank, "审计员", TUESDAY, "09:00").read("/").split('id="clauses"')[1]
    assert 'href="/regulation/13/"' in part


def test_an_administrator_sees_the_machinery_and_no_business(bank):
    log_by(bank, "张三", done="客户的事")
    page = Desk(bank, "管理员", MONDAY, "18:00").read("/")
    assert "Last run of the rules" in page
    assert "客户的事" not in page
    assert "张三" not in page
    behind = Desk(bank, "管理员", TUESDAY, "09:00").read("/")
    assert "Today's run of the rules is missing" in behind


def test_a_fresh_system_says_what_comes_next(db):
    from tests.bank import Bank

    bank = Bank.of({"管理员": "administrator"})
    page = Desk(bank, "管理员", MONDAY, "09:00").read("/")
    assert "Enter units, staff and posts" in page


def test_who_holds_no_post_is_told_so(bank):
    post = bank.staff("外人").posts.get()
    post.during = type(post.during)(post.during.lower, MONDAY)
    post.save()
    assert "You hold no post today" in Desk(bank, "外人", TUESDAY, "09:00").read("/")


@pytest.mark.parametrize(("who", "most"), [("张三", 9), ("李四", 15), ("王五", 11)])
def test_a_fixed_number_of_queries(bank, django_assert_max_num_queries, who, most):
    def queries():
        desk = Desk(bank, who, TUESDAY, "09:00")
        desk.read("/")
        with django_assert_max_num_queries(most) as counted:
            desk.read("/")
        return len(counted)

    log_by(bank, "王二", difficulties=[Difficulty(text="一", urgent=True)])
    give(bank, "一", TUESDAY)
    night(TUESDAY)
    few = queries()
    log_by(bank, "张三", difficulties=[Difficulty(text="二", urgent=True)])
    for number in range(5):
        give(bank, f"再{number}", TUESDAY + number * DAY)
    assert Task.objects.count() == 6
    assert queries() == few
