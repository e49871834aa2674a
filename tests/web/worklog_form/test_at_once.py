"""Two forms at the same moment, on connections that are guarded as in the product."""

import threading
import uuid

import pytest
from django.db import connections

from lvzhi.core.calendar_table import seed
from lvzhi.core.models import CalendarDay, TrailLine
from lvzhi.worklog.models import WorkLog
from tests.web.clock import at_moment
from tests.web.desk import MONDAY, Desk, night, team

SAID = {"done": "走访示例客户", "plan-count": 1, "plan-0-text": "整理贷后资料"}


@pytest.fixture
def desks(guarded):
    from lvzhi.core.writing import writing

    with writing():
        if not CalendarDay.objects.exists():
            seed()
        bank = team()
        night(MONDAY)
    first = Desk(bank, "张三", MONDAY, "17:50")
    second = Desk.__new__(Desk)
    second.at, second.browser = first.at, type(first.browser)()
    second.browser.cookies = first.browser.cookies
    return first, second


def together(desks, *data):
    """Send both at once, each from a connection of its own."""
    answers, start = {}, threading.Barrier(len(data))

    def send(number):
        try:
            start.wait()
            answers[number] = desks[number].browser.post("/logs/new/", data[number])
        finally:
            for one in connections.all():
                one.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(len(data))]
    with at_moment(desks[0].at):
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    return answers


def test_a_double_click_makes_one_log(desks):
    said = SAID | {"once": str(uuid.uuid4())}
    answers = together(desks, said, said)
    log = WorkLog.objects.get()
    assert {answer.url for answer in answers.values()} == {f"/logs/{log.pk}/"}
    assert TrailLine.objects.filter(action="work_log.file").count() == 1


def test_two_tabs_at_once_make_one_log_and_lose_no_word(desks):
    other = SAID | {"done": "另一页写的话", "once": str(uuid.uuid4())}
    answers = together(desks, SAID | {"once": str(uuid.uuid4())}, other)
    log = WorkLog.objects.get()
    assert sorted(answer.status_code for answer in answers.values()) == [302, 422]
    refused = next(answer for answer in answers.values() if answer.status_code == 422)
    lost = SAID["done"] if log.done == other["done"] else other["done"]
    assert lost in refused.content.decode()
