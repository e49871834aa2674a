"""Requests on pages: what waits for me, what I asked, the decision, and both sides told."""

import datetime as dt

import pytest

from lvzhi.core.clock import moment
from lvzhi.people.models import Role
from lvzhi.records.models import Approval, Decision
from tests.records.asking import errand, stands_in
from tests.web.desk import MONDAY, Desk, team

AT = moment(MONDAY, dt.time(9))


@pytest.fixture
def bank(db):
    return team()


@pytest.fixture
def asked(bank):
    return errand(bank.staff("张三"), Role.SUPERVISOR, Role.DEPARTMENT_HEAD, at=AT)


def desk(bank, who, time="10:00"):
    return Desk(bank, who, MONDAY, time)


def test_what_waits_for_whom(bank, asked):
    waiting = desk(bank, "李四").read("/approvals/").split('id="waiting"')[1].split('id="mine"')[0]
    assert "买印泥" in waiting
    assert "张三" in waiting
    mine = desk(bank, "张三").read("/approvals/")
    assert "买印泥" in mine.split('id="mine"')[1]
    assert "No requests." in desk(bank, "王五").read("/approvals/")


def test_from_the_message_to_the_decision_and_back_to_who_asked(bank, asked):
    lead = desk(bank, "李四")
    assert "张三 asks for your decision: 买印泥." in lead.read("/messages/")
    message = bank.staff("李四").messages.get()
    assert lead.get(f"/messages/{message.pk}/").url == f"/approvals/{asked.pk}/"
    page = lead.read(f"/approvals/{asked.pk}/")
    assert 'value="approve"' in page
    assert "李四" in page.split('id="chain"')[1]
    assert lead.post(f"/approvals/{asked.pk}/", {"do": "approve", "remark": "去吧"}).url == "/approvals/"
    assert "买印泥" in desk(bank, "王五").read("/approvals/").split('id="waiting"')[1]
    assert desk(bank, "王五").post(f"/approvals/{asked.pk}/", {"do": "approve"}).status_code == 302
    told = desk(bank, "张三").read("/messages/")
    assert "王五: 买印泥, approved." in told
    assert "去吧" in desk(bank, "张三").read(f"/approvals/{asked.pk}/")


def test_declining_without_a_reason_is_marked_at_the_field_and_nothing_is_written(bank, asked):
    answer = desk(bank, "李四").post(f"/approvals/{asked.pk}/", {"do": "decline", "remark": " "})
    assert answer.status_code == 422
    assert "Say why you decline." in answer.content.decode()
    assert not Decision.objects.exists()


def test_who_asked_cannot_decide_but_take_it_back(bank, asked):
    me = desk(bank, "张三")
    page = me.read(f"/approvals/{asked.pk}/")
    assert 'value="approve"' not in page
    assert 'value="withdraw"' in page
    assert me.post(f"/approvals/{asked.pk}/", {"do": "approve"}).status_code == 403
    assert me.post(f"/approvals/{asked.pk}/", {"do": "withdraw", "remark": "不去了"}).status_code == 302
    assert "taken back" in me.read("/approvals/").split('id="ended"')[1]


def test_too_late_is_said_in_words(bank, asked):
    stands_in(bank.staff("孙立"), bank.staff("李四"))
    desk(bank, "李四").post(f"/approvals/{asked.pk}/", {"do": "approve"})
    answer = desk(bank, "李四").post(f"/approvals/{asked.pk}/", {"do": "approve"})
    assert answer.status_code == 422
    assert "it waits for the next post" in answer.content.decode()


def test_a_deputy_decides_and_it_shows_for_whom(bank, asked):
    stands_in(bank.staff("孙立"), bank.staff("李四"))
    deputy = desk(bank, "孙立")
    assert "买印泥" in deputy.read("/approvals/").split('id="waiting"')[1]
    deputy.post(f"/approvals/{asked.pk}/", {"do": "approve"})
    assert "孙立 for 李四" in desk(bank, "张三").read(f"/approvals/{asked.pk}/")


@pytest.mark.parametrize(
    ("who", "status"),
    [("张三", 200), ("李四", 200), ("王五", 200), ("审计员", 200), ("外人", 404), ("孙立", 404), ("管理员", 403)],
)
def test_who_may_open_a_request(bank, asked, who, status):
    assert desk(bank, who).get(f"/approvals/{asked.pk}/").status_code == status


def test_the_number_of_queries_does_not_depend_on_the_requests(bank, asked, django_assert_max_num_queries):
    errand(bank.staff("李四"), at=AT)

    def queries():
        lead = desk(bank, "李四")
        lead.read("/approvals/")
        with django_assert_max_num_queries(16) as counted:
            lead.read("/approvals/")
        return len(counted)

    one = queries()
    for _n in range(2):
        errand(bank.staff("张三"), at=AT)
        errand(bank.staff("李四"), at=AT)
    assert Approval.objects.count() == 6
    assert queries() == one
