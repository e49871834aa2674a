"""Leave over the API: the same rows, the same rules, the same errors as on the pages."""

import uuid

import pytest

from lvzhi.attendance.models import Leave
from tests.attendance.asking import PEOPLE, approve, days, granted
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.scenario import moment
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
NOW = moment("2026-03-02 09:00")
LEAVES = "/api/v1/leaves/"
WANTED = {"kind": "sick", "first": "2026-03-05", "reason": "手术", "place": "市医院"}


@pytest.fixture
def bank():
    with at_moment(NOW):
        yield Bank.of(PEOPLE)


def post(browser: Browser, body: dict[str, object], **headers: str) -> object:
    return browser.post(LEAVES, body, content_type="application/json", headers=headers)


def test_asked_once_with_the_same_key_and_read_again(bank, browser):
    browser.sign_in(bank.staff("张三"))
    key, wanted = str(uuid.uuid4()), WANTED | {"deputy": bank.staff("王二").number, "till_noon": True}
    first, again = (post(browser, wanted, **{"Idempotency-Key": key}) for _n in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert (first.json()["state"], first.json()["days"], first.json()["deputy"]) == ("asked", "0.5", "王二")
    approve(bank, Leave.objects.get(), at=NOW)
    (row,) = browser.get(LEAVES).json()["items"]
    assert (row["state"], row["kind"]) == ("granted", "Sick leave")
    whole = browser.get(f"{LEAVES}{row['id']}/").json()
    assert [(one["by"], one["said"]) for one in whole["decisions"]] == [("李四", "approved")]


@pytest.mark.parametrize(
    ("more", "field"),
    [({"deputy": "X"}, "deputy"), ({}, "deputy"), ({"last": "2026-03-01"}, "last"), ({"kind": "mandatory"}, "kind")],
)
def test_what_is_wrong_is_said_under_its_field(bank, browser, more, field):
    browser.sign_in(bank.staff("张三"))
    answer = post(browser, WANTED | more)
    assert answer.status_code == 422
    assert field in str(answer.json())
    assert not Leave.objects.exists()


def test_another_s_leave_does_not_exist(bank, browser):
    leave = granted(bank, "张三", days("2026-03-05"), at=NOW)
    assert browser.sign_in(bank.staff("外人")).get(f"{LEAVES}{leave.pk}/").status_code == 404
    assert browser.get(LEAVES).json()["count"]["value"] == 0
