"""Messages: words for every kind, unread first, each leading to what it is about."""

import datetime as dt
import re
from pathlib import Path

import pytest

import lvzhi
from lvzhi.core.clock import moment
from lvzhi.duties import engine
from lvzhi.records.models import Message
from lvzhi.web.messages.words import TELLINGS, told
from tests.web.desk import MONDAY, TUESDAY, Desk, night, team

pytestmark = pytest.mark.usefixtures("logs_alone")

KIND = re.compile(r"""kind="([a-z]+\.[a-z_]+)"|'(duty\.[a-z]+)'|tell_readers\(log, by, at, "([a-z.]+)"\)""")
FACTS = {
    "who": "李四", "owner": "张三", "title": "补附件", "on": "2026-03-02", "due_on": "2026-03-05",
    "rule": "keep_work_log", "clause": "13", "due": "2026-03-03T00:00:00+08:00", "about": "", "count": 2,
    "by": "李四", "said": "approved", "remark": "", "whom": "示例甲", "customer": "示例甲", "opinion": "",
    "leave": "private", "starts": "2026-03-05T00:00:00+08:00", "ends": "2026-03-06T00:00:00+08:00", "days": "1.0",
}  # fmt: skip


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


def tell(bank, who, **more):
    given = {"at": moment(MONDAY, dt.time(9)), "kind": "log.comment", "facts": FACTS} | more
    return Message.objects.create(to=bank.staff(who), **given)


def test_every_kind_in_the_code_has_its_words(db):
    """Where the product writes a message, it names its kind; each stands in the register of words."""
    sources = [path.read_text("utf-8") for path in Path(lvzhi.__file__).parent.rglob("*.py")]
    kinds = {kind for text in sources if "Message" in text or "records_message" in text for kind in named(text)}
    assert {"duty.soon", "duty.late", "log.comment", "log.note", "task.given", "task.done"} <= kinds
    assert kinds <= set(TELLINGS)
    for kind in TELLINGS:
        icon, text = told(kind, FACTS)
        assert icon
        assert "%(" not in text


def named(text):
    return {name for found in KIND.findall(text) for name in found if name}


def test_a_kind_not_known_here_still_says_that_there_is_something(db):
    assert told("later.kind", {}) == ("bell", "There is news: later.kind.")


def test_unread_first_by_day_and_marked_all_at_once(bank):
    tell(bank, "张三")
    tell(bank, "张三", kind="task.given", at=moment(TUESDAY, dt.time(8)))
    other = tell(bank, "王二")
    desk = Desk(bank, "张三", TUESDAY, "09:00")
    page = desk.read("/messages/")
    new = page.split('id="new"')[1]
    assert new.index("2026-03-03 Tue") < new.index("2026-03-02 Mon")
    assert '<span class="bar-count">2' in page
    upto = Message.objects.filter(to=bank.staff("张三")).latest("pk").pk
    desk.post("/messages/", {"upto": upto})
    page = desk.read("/messages/")
    assert 'class="bar-count">2' not in page
    assert 'id="new"' not in page
    other.refresh_from_db()
    assert other.read_at is None


def test_what_came_meanwhile_is_not_marked(bank):
    seen = tell(bank, "张三")
    desk = Desk(bank, "张三", TUESDAY, "09:00")
    tell(bank, "张三", kind="task.done")
    desk.post("/messages/", {"upto": seen.pk})
    assert Message.objects.unread().filter(to=bank.staff("张三")).count() == 1


def test_following_a_message_reads_it_and_leads_to_the_thing(bank):
    one, other = tell(bank, "张三", about="task/7"), tell(bank, "张三")
    desk = Desk(bank, "张三", TUESDAY, "09:00")
    assert desk.get(f"/messages/{one.pk}/").url == "/tasks/7/"
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.read_at == desk.at
    assert other.read_at is None


def test_a_reminder_leads_to_the_form(bank):
    engine.escalate(moment(MONDAY, dt.time(17, 30)))
    one = Message.objects.get(kind="duty.soon", to=bank.staff("张三"))
    desk = Desk(bank, "张三", MONDAY, "17:31")
    assert "Work log: due 2026-03-02 Mon 24:00." in desk.read("/messages/")
    assert desk.get(f"/messages/{one.pk}/").url == f"/logs/new/?on={MONDAY}"


def test_messages_of_others_are_not_there(bank):
    one = tell(bank, "王二")
    desk = Desk(bank, "张三", TUESDAY, "09:00")
    assert desk.get(f"/messages/{one.pk}/").status_code == 404
    desk.post("/messages/", {"upto": one.pk})
    one.refresh_from_db()
    assert one.read_at is None


def test_older_ones_page_by_key(bank):
    for number in range(60):
        tell(bank, "张三", read_at=moment(MONDAY, dt.time(10)), facts=FACTS | {"who": f"某{number:02}"})
    desk = Desk(bank, "张三", TUESDAY, "09:00")
    page = desk.read("/messages/")
    assert "某59" in page
    assert "某05" not in page
    older = re.search(r'href="(\?before=\d+)"', page)
    assert older
    assert "某05" in desk.read(f"/messages/{older[1]}")
