"""Everybody signs the confidentiality agreement; lately its words have changed, and one has not signed them yet."""

import datetime as dt
from functools import partial

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.demo.house import OPENED, House
from lvzhi.demo.story import Story
from lvzhi.demo.texts import read
from lvzhi.people.models import Role, Staff
from lvzhi.secrecy.actions import confirm_version, propose_version, sign_agreement
from lvzhi.secrecy.models import AgreementVersion, Kind
from lvzhi.secrecy.wording import CHINESE, delivered, newest

WRITER, PRESIDENT = "9002", "1001"  # who proposes the new words, who confirms them
UNSIGNED = "2004"  # sees nothing but the signing page
BEFORE = 120 * DAY  # so long before the story the first agreements were signed
PROPOSED, SINCE = 24 * DAY, 10 * DAY  # so long ago the new words were proposed, and came into force


def agree(house: House, story: Story, today: dt.date) -> None:
    """Version 1 before the story begins; version 2 within it, signed by most before its day and by two on it."""
    bound = [staff for staff in house.people.values() if not staff.holds(today, Role.ADMINISTRATOR)]
    long_ago = before(story)
    for n, staff in enumerate(bound):
        sign(staff, moment(long_ago, dt.time(8, 40)) + n * dt.timedelta(minutes=2))
    since = today - SINCE
    story.add(moment(today - PROPOSED, dt.time(10, 20)), lambda at: reword(house, since, at))
    for n, staff in enumerate(one for one in bound if one.number != UNSIGNED):
        on = since if n in (6, 15) else since - (1 + n % 9) * DAY
        story.add(moment(on, dt.time(8, 31 + n)), partial(sign, staff))


def before(story: Story) -> dt.date:
    """The day on which everything was ready: the agreements signed, the customers entered."""
    return max(OPENED, story.first - BEFORE)


def sign(staff: Staff, at: dt.datetime) -> None:
    """As the page does it."""
    sign_agreement(staff, at=at, digest=newest().digest(CHINESE))
    staff.refresh_from_db(fields=["cleared_until"])


def reword(house: House, since: dt.date, at: dt.datetime) -> None:
    """The supervising department adds an article; the president of a sub-branch confirms it."""
    now, more = delivered(Kind.IN_OFFICE), read("small")["agreement"]
    made: AgreementVersion = propose_version(
        house.people[WRITER], at=at, kind=Kind.IN_OFFICE, since=since, why=more["why"],
        zh=f"{now.zh}\n\n{more['zh']}", en=f"{now.en}\n\n{more['en']}",
    )  # fmt: skip
    confirm_version(house.people[PRESIDENT], at=at + dt.timedelta(hours=5), version=made, remark=more["remark"])
    for staff in house.people.values():
        staff.refresh_from_db(fields=["cleared_until"])
