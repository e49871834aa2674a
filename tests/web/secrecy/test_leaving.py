"""Who leaves: the undertaking, rights that end with the last post, and what was taken out before."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest

from lvzhi.core.calendar import DAY
from lvzhi.core.models import TrailLine
from lvzhi.people.actions import appoint, end_post
from lvzhi.people.models import Post, Role, Staff
from lvzhi.records.models import Message
from lvzhi.secrecy.leaving import end_with_posts
from lvzhi.secrecy.models import Agreement
from lvzhi.secrecy.wording import delivered
from tests.bank import CLEARED, Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank, a_log
from tests.verbs.secrecy import signed
from tests.web.clock import at_moment

pytestmark = pytest.mark.django_db
SIGN = "/secrecy/leaving/sign/"
SECRET = "Kx7m-qp49-tn9w"
LAST = dt.date(2026, 3, 13)


@pytest.fixture
def bank() -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


@pytest.fixture
def leaver(bank: Bank) -> Staff:
    """张三, who has taken out a file and whose last day is known."""
    staff = bank.staff("张三")
    a_log(staff)
    Browser().sign_in(staff).get("/logs/excel/")
    end_post(bank.staff("吴管"), at=NOW, post=Post.objects.get(staff=staff), last=LAST)
    staff.set_password(SECRET)
    staff.save()
    staff.__dict__.pop("all_posts", None)
    return staff


def test_the_undertaking_is_signed_once_the_last_day_is_known(bank: Bank, leaver: Staff, browser: Browser) -> None:
    assert 'name="agreed"' not in browser.sign_in(bank.staff("王丽")).get(SIGN).text
    browser.sign_in(leaver)
    assert 'name="agreed"' in browser.get(SIGN).text
    sent = {"digest": delivered("leaving").digest("zh-hans"), "agreed": "on", "password": SECRET}
    for _n in range(2):
        browser.post(SIGN, {"once": uuid.uuid4(), **sent})
    one = Agreement.objects.get()
    assert (one.kind, one.owner, str(one.valid_until)) == ("leaving", leaver, "2028-03-13")
    leaver.refresh_from_db()
    assert leaver.cleared_until == CLEARED


def test_at_the_end_of_the_last_day_everything_is_shut_and_the_supervisor_is_told(
    bank: Bank, leaver: Staff, browser: Browser
) -> None:
    last_minute = NOW.replace(day=13, hour=23, minute=59)
    with at_moment(last_minute):
        assert browser.sign_in(leaver).get("/logs/").status_code == 200
        assert end_with_posts(last_minute) == 0
    after = last_minute + dt.timedelta(minutes=1)
    with at_moment(after):
        assert browser.sign_in(leaver).get("/logs/").status_code == 403
        assert end_with_posts(after) == 1
        assert end_with_posts(after) == 0
    leaver.refresh_from_db()
    assert leaver.cleared_until == LAST
    told = Message.objects.get(kind="staff.left")
    assert (told.to, told.facts) == (bank.staff("李四"), {"who": "张三", "on": "2026-03-13", "count": 1})
    assert TrailLine.objects.filter(action="agreement.ended", ref=leaver.ref).count() == 1
    with at_moment(after):
        followed = browser.sign_in(bank.staff("李四")).get(f"/messages/{told.pk}/", follow=True)
    assert followed.redirect_chain[-1][0] == f"/secrecy/taken/{leaver.pk}/"
    assert "took out as Excel" in followed.text


def test_who_goes_on_at_another_post_leaves_nothing(bank: Bank, leaver: Staff) -> None:
    runs, first = bank.staff("吴管"), LAST + DAY
    appoint(runs, at=NOW, staff=leaver, unit=bank.units["二组"], role=Role.MANAGER, first=first)
    assert end_with_posts(NOW + dt.timedelta(days=10)) == 0
    assert not Message.objects.filter(kind="staff.left").exists()


def test_who_comes_back_signs_anew(bank: Bank, leaver: Staff, browser: Browser) -> None:
    signed(leaver, NOW)
    after = NOW + dt.timedelta(days=10)
    end_with_posts(after)
    with at_moment(after):
        appoint(
            bank.staff("吴管"), at=after, staff=leaver, unit=bank.units["一组"], role=Role.MANAGER, first=after.date()
        )
        assert browser.sign_in(leaver).get("/")["Location"] == "/secrecy/sign/"


def test_who_leaves_is_listed_for_those_above(bank: Bank, leaver: Staff, browser: Browser) -> None:
    for who, seen in (("李四", True), ("王五", True), ("周审", True), ("赵六", False)):
        assert ("张三" in browser.sign_in(bank.staff(who)).get("/secrecy/leaving/").text) is seen, who
    assert browser.sign_in(bank.staff("王丽")).get("/secrecy/leaving/").status_code == 403


SEEN = {"张三": 200, "李四": 200, "王五": 200, "周审": 200, "王丽": 404, "赵六": 404, "吴管": 403}


@pytest.mark.parametrize(("who", "status"), SEEN.items())
def test_what_was_taken_out_is_seen_by_oneself_and_above(
    bank: Bank, leaver: Staff, browser: Browser, who: str, status: int
) -> None:
    answer = browser.sign_in(bank.staff(who)).get(f"/secrecy/taken/{leaver.pk}/")
    assert answer.status_code == status
    assert ("took out as Excel" in answer.text) is (status == 200)
