"""Tasks: mine, those I gave, and how they end."""

import datetime as dt

import pytest

from lvzhi.core.clock import moment
from lvzhi.duties.models import Duty
from lvzhi.records.actions import give_task
from lvzhi.records.models import Message, TaskDone
from tests.web.desk import MONDAY, TUESDAY, Desk, log_by, night, team


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


@pytest.fixture
def task(bank):
    log = log_by(bank, "张三")
    at = moment(MONDAY, dt.time(18))
    return give_task(
        bank.staff("李四"), at=at, owner=bank.staff("张三"), title="补齐附件", due_on=TUESDAY, about=log.record
    )


def test_finishing_a_task_tells_who_gave_it_and_meets_the_duty(bank, task):
    night(TUESDAY)
    desk = Desk(bank, "张三", TUESDAY, "10:00")
    page = desk.read(f"/tasks/{task.pk}/")
    assert f'href="/logs/{task.about_id}/"' in page
    assert desk.post(f"/tasks/{task.pk}/", {"result": ""}).status_code == 422
    assert desk.post(f"/tasks/{task.pk}/", {"result": "附件两份已补"}).status_code == 302
    assert "附件两份已补" in desk.read(f"/tasks/{task.pk}/")
    assert Message.objects.get(kind="task.done").to == bank.staff("李四")
    assert Duty.objects.get(rule="do_follow_up").state(moment(TUESDAY, dt.time(10))) == "met"


def test_a_task_done_is_done_once(bank, task):
    desk = Desk(bank, "张三", TUESDAY, "10:00")
    once = "1f0e2c3a-0000-4000-8000-000000000003"
    for _again in range(2):
        desk.post(f"/tasks/{task.pk}/", {"result": "已补", "once": once})
    assert "This task is already done." in desk.post(f"/tasks/{task.pk}/", {"result": "再报"}).content.decode()
    assert TaskDone.objects.count() == 1


def test_mine_and_those_i_gave(bank, task):
    mine = Desk(bank, "张三", TUESDAY, "10:00").read("/tasks/")
    assert "补齐附件" in mine.split('id="mine"')[1]
    given = Desk(bank, "李四", TUESDAY, "10:00").read("/tasks/")
    assert "补齐附件" in given.split('id="given"')[1]
    assert "No tasks." in Desk(bank, "外人", TUESDAY, "10:00").read("/tasks/")


def test_who_sees_a_task(bank, task):
    for who, status in (("张三", 200), ("李四", 200), ("王五", 200), ("审计员", 200), ("外人", 404), ("孙立", 404)):
        assert Desk(bank, who, TUESDAY, "10:00").get(f"/tasks/{task.pk}/").status_code == status, who
    assert Desk(bank, "管理员", TUESDAY, "10:00").get(f"/tasks/{task.pk}/").status_code == 403


def test_only_the_owner_finishes(bank, task):
    assert Desk(bank, "李四", TUESDAY, "10:00").post(f"/tasks/{task.pk}/", {"result": "代办"}).status_code == 403


def test_the_number_of_queries_does_not_depend_on_the_tasks(bank, task, django_assert_max_num_queries):
    def queries():
        desk = Desk(bank, "张三", TUESDAY, "10:00")
        desk.read("/tasks/")
        with django_assert_max_num_queries(12) as counted:
            desk.read("/tasks/")
        return len(counted)

    one = queries()
    for title in ("二", "三"):
        give_task(bank.staff("李四"), at=task.record.recorded_at, owner=bank.staff("张三"), title=title, due_on=TUESDAY)
    assert queries() == one
