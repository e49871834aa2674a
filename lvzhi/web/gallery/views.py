"""Every component in every state, on one page: what an engineer looks at before drawing something new."""

import calendar
import datetime as dt
from typing import Any

from django.http import HttpRequest

from lvzhi.web import access
from lvzhi.web.gallery.forms import SampleForm
from lvzhi.web.page import page

WEEKEND = 5
STATES = {3: "met_late", 6: "late", 12: "excused", 24: "today", 27: "provisional"}


def sample_month(year: int, month: int) -> list[dict[str, Any]]:
    """The days of one month for the strip, each with a state that the day's number gives it."""
    days = []
    for number in range(1, calendar.monthrange(year, month)[1] + 1):
        date = dt.date(year, month, number)
        state = "" if date.weekday() >= WEEKEND else STATES.get(number, "met" if number < 24 else "ahead")
        days.append(
            {
                "number": number, "weekday": date.isoweekday(), "state": state, "label": date.isoformat(),
                "url": "#days" if state else "", "some": 2 if state == "late" else 0, "today": state == "today",
                "extra": False,
            }
        )  # fmt: skip
    return days


@page("gallery.html", needs=access.signed_in)
def gallery(request: HttpRequest) -> dict[str, Any]:
    """All components; the page holds samples alone and reads nothing."""
    wrong = SampleForm(
        {"done": "", "plan": "", "amount": "12,x", "kind": "m", "way": "p", "day": "2026-02-30"}, auto_id="wrong_%s"
    )
    filled = SampleForm(initial={"plan": "09:30", "day": dt.date(2026, 2, 28), "kind": "m", "way": "p"})
    return {"sample": filled, "wrong": wrong, "days": sample_month(2026, 11)}
