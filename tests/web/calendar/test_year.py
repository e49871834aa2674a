"""A year at a glance, and the little calculator of working days beside it."""

import pytest

from tests.scenario import moment
from tests.web.calendar.conftest import browse
from tests.web.clock import at_moment


def test_a_year_at_a_glance(bank):
    with at_moment(moment("2026-02-25 09:00")):
        page = browse(bank, "张三", "en").get("/calendar/").content.decode()
    assert page.count('class="leaf"') == 12
    assert "248" in page
    for words_ in (
        "15–23 Spring Festival",
        "14 make-up day",
        "28 make-up day",
        "2026-02-28 Sat·make-up",
        "(today)",
        "16 working days",
    ):
        assert words_ in page, words_
    assert "provisional" not in page.partition("leaf-legend")[0]


@pytest.mark.parametrize("year", [2023, 2036, 9999])
def test_years_beyond_the_table_are_not_there(bank, year):
    assert browse(bank, "张三").get(f"/calendar/{year}/").status_code == 404


@pytest.mark.parametrize(
    ("date", "days", "result"),
    [
        ("2026-02-13", 2, '<strong class="nowrap">2026-02-24 Tue</strong>'),
        ("2026-12-31", 1, '<strong class="nowrap">2027-01-04 Mon·provisional</strong>'),
        ("2035-12-31", 1, "does not reach so far"),
        ("2026-02-13", 0, "field-error"),
        ("x", 2, "field-error"),
        ("1990-01-01", 2, "does not reach so far"),
    ],
)
def test_counting_working_days(bank, date, days, result):
    page = browse(bank, "张三", "en").get("/calendar/2026/", {"date": date, "days": days}).content.decode()
    assert result in page
