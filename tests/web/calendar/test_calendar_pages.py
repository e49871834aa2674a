"""The calendar as people use it: a change asked for, shown with the deadlines that it moves, and confirmed."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from lvzhi.core.calendar import DAY
from lvzhi.core.calendar_years import computed
from lvzhi.core.models import CalendarDay, Change
from lvzhi.duties import engine
from lvzhi.duties.models import Duty, Moved
from lvzhi.worklog.actions import file_work_log
from lvzhi.worklog.models import PlanOutcome
from lvzhi.worklog.queries import plan_to_answer
from tests.bank import Bank, pages
from tests.plugins.browsing import Browser
from tests.scenario import moment
from tests.web.calendar.conftest import EVENING, browse

NEW_YEARS_EVE = dt.date(2026, 12, 31)
NOTICE_2027 = """一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。
三、清明节：4月5日（周一）放假，与周末连休。
四、劳动节：5月1日（周六）至3日（周一）放假，共3天。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。"""


def owe_reading(bank: Bank) -> Duty:
    """A log of New Year's Eve that waits for its reader over the holiday."""
    zhang = bank.staff("张三")
    outcomes = [PlanOutcome(item=item, result="done") for item in plan_to_answer(zhang, NEW_YEARS_EVE)]
    engine.nightly(NEW_YEARS_EVE, moment(f"{NEW_YEARS_EVE} 00:05"))
    file_work_log(zhang, at=moment(f"{NEW_YEARS_EVE} 17:50"), on=NEW_YEARS_EVE, pages=pages(outcomes=outcomes))
    engine.raise_rule(engine.RULES["read_work_log"], engine.Day.of(NEW_YEARS_EVE))
    return Duty.objects.get(rule="read_work_log")


def hand_in(browser: Browser, **given: object) -> object:
    return browser.post("/calendar/notice/", {"year": "2027", "why": "国办发明电〔2026〕7号", **given})


def test_AS_45_a_missing_calendar_is_provisional_and_its_import_moves_open_deadlines_with_a_list(bank, evening):
    """calendar 2027 missing → dates marked 暂定; after import, open deadlines recomputed with a diff list."""
    duty = owe_reading(bank)
    reader = browse(bank, "李四")
    assert "2027-01-05 周二·暂定 24:00" in reader.get(f"/duties/{duty.pk}/").content.decode()
    assert "暂定" in reader.get("/calendar/2027/").content.decode()

    came = hand_in(browse(bank, "管理员"), text=NOTICE_2027)
    change = Change.objects.get()
    assert came.headers["Location"] == f"/calendar/changes/{change.pk}/"
    decider = browse(bank, "督导")
    shown = decider.get(f"/calendar/changes/{change.pk}/").content.decode()
    assert "李四" in shown
    assert shown.index("2027-01-05 周二·暂定 24:00") < shown.index("2027-01-06 周三·暂定 24:00")
    duty.refresh_from_db()
    assert duty.due == moment("2027-01-06 00:00")
    assert CalendarDay.objects.get(date="2027-01-04").is_workday

    decider.post(f"/calendar/changes/{change.pk}/", {"do": "confirm", "remark": ""})
    duty.refresh_from_db()
    assert duty.due == moment("2027-01-07 00:00")
    assert "2027-01-06 周三 24:00" in reader.get(f"/duties/{duty.pk}/").content.decode()
    kept = reader.get(f"/calendar/changes/{change.pk}/").content.decode()
    assert "2027-01-05 周二 24:00" in kept
    assert "2027-01-06 周三 24:00" in kept
    assert "暂定" not in kept
    assert [(m.duty, m.what) for m in Moved.objects.all()] == [(duty, "moved")]


def test_AS_45_closed_deadlines_stay(bank, evening):
    duty = owe_reading(bank)
    browse(bank, "李四").get(f"/logs/{bank.staff('张三').work_logs.get().pk}/")
    Duty.objects.filter(pk=duty.pk).update(met_at=EVENING)
    hand_in(browse(bank, "管理员"), text=NOTICE_2027)
    browse(bank, "督导").post(f"/calendar/changes/{Change.objects.get().pk}/", {"do": "confirm"})
    duty.refresh_from_db()
    assert duty.due == moment("2027-01-06 00:00")
    assert not Moved.objects.filter(duty=duty).exists()


def test_a_notice_with_bad_rows_comes_back_with_what_was_typed(bank, evening):
    text = "2027-01-01,放假,元旦\n2027-13-01,放假,元旦\n2027-01-04,补班,元旦"
    came = hand_in(browse(bank, "管理员", "en"), text=text)
    page = came.content.decode()
    assert came.status_code == 422
    assert "Line 2: “2027-13-01” is not a date" in page
    assert "Line 3: 2027-01-04 is a weekday" in page
    assert text in page.replace("&#x27;", "'")
    assert not Change.objects.exists()


def test_a_notice_as_a_sheet(bank, evening):
    book = Workbook()
    for date, one in sorted(computed(2027).items()):
        book.active.append([date, one.kind, one.name])
    file = io.BytesIO()
    book.save(file)
    sheet = SimpleUploadedFile("2027.xlsx", file.getvalue())
    assert hand_in(browse(bank, "管理员"), file=sheet).status_code == 302
    assert len(Change.objects.get().content["days"]) == len(computed(2027))


@pytest.mark.parametrize(
    "given",
    [{}, {"text": "x", "file": SimpleUploadedFile("a.xlsx", b"x")}, {"file": SimpleUploadedFile("a.xlsx", b"x")},
     {"text": "\n"}, {"text": "公文标题"}],
)  # fmt: skip
def test_what_is_no_notice(bank, evening, given):
    assert hand_in(browse(bank, "管理员"), **given).status_code == 422
    assert not Change.objects.exists()


def test_a_sheet_that_is_too_large(bank, evening):
    came = hand_in(browse(bank, "管理员"), file=SimpleUploadedFile("a.xlsx", b"x" * (1024 * 1024 + 1)))
    assert "1 MB" in came.content.decode()


def test_the_bank_closes_for_a_day(bank, evening):
    engine.nightly(NEW_YEARS_EVE, moment(f"{NEW_YEARS_EVE} 00:05"))
    day = {"on": "2026-12-31", "works": "false", "name": "系统升级", "why": "总行通知"}
    browse(bank, "管理员").post("/calendar/day/", day)
    change = Change.objects.get()
    page = browse(bank, "督导").get(f"/calendar/changes/{change.pk}/").content.decode()
    assert "张三" in page
    browse(bank, "督导").post(f"/calendar/changes/{change.pk}/", {"do": "confirm"})
    assert Duty.objects.get(rule="keep_work_log").state(EVENING) == "closed"
    year = browse(bank, "张三").get("/calendar/2026/").content.decode()
    assert "系统升级" in year
    assert "leaf-decided" in year


def test_declining_needs_a_reason_and_keeps_what_was_typed(bank, evening):
    hand_in(browse(bank, "管理员"), text=NOTICE_2027)
    url = f"/calendar/changes/{Change.objects.get().pk}/"
    assert browse(bank, "督导").post(url, {"do": "decline", "remark": " "}).status_code == 422
    assert browse(bank, "督导").post(url, {"do": "decline", "remark": "文号不符"}).status_code == 302
    assert Change.objects.get().accepted is False


def test_the_decision_is_the_buttons_alone(bank, evening):
    """A hidden field of the same name would be sent after the button, and win."""
    hand_in(browse(bank, "管理员"), text=NOTICE_2027)
    page = browse(bank, "督导").get(f"/calendar/changes/{Change.objects.get().pk}/").content.decode()
    assert re.findall(r'<(\w+)[^>]* name="do" value="(\w+)"', page) == [("button", "decline"), ("button", "confirm")]


def test_taking_back(bank, evening):
    hand_in(browse(bank, "管理员"), text=NOTICE_2027)
    url = f"/calendar/changes/{Change.objects.get().pk}/"
    assert browse(bank, "管理员").post(url, {"do": "confirm"}).status_code == 403
    assert browse(bank, "管理员").post(url, {"do": "withdraw"}).status_code == 302
    assert browse(bank, "张三").get(url).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("张三", 404), ("管理员", 200), ("督导", 200), ("审计", 200)])
def test_who_sees_a_change_that_waits(bank, evening, who, status):
    hand_in(browse(bank, "管理员"), text=NOTICE_2027)
    assert browse(bank, who).get(f"/calendar/changes/{Change.objects.get().pk}/").status_code == status


@pytest.mark.parametrize("path", ["/calendar/day/", "/calendar/notice/"])
def test_only_an_administrator_asks(bank, evening, path):
    assert browse(bank, "督导").get(path).status_code == 403
    assert browse(bank, "管理员").get(path).status_code == 200


def test_others_see_of_the_list_what_is_theirs(bank, evening):
    owe_reading(bank)
    hand_in(browse(bank, "管理员"), text=NOTICE_2027)
    url = f"/calendar/changes/{Change.objects.get().pk}/"
    browse(bank, "督导").post(url, {"do": "confirm"})
    assert "李四" in browse(bank, "李四").get(url).content.decode()
    page = browse(bank, "张三").get(url).content.decode()
    assert "2027-01-06" not in page


def test_a_change_of_a_parameter_is_shown_with_its_parameter(bank, evening):
    content = {"value": 5, "since": "2027-01-04"}
    change = Change.objects.create(
        kind="parameter", key="worklog.late_days", content=content, why="x", by=bank.staff("管理员"), at=EVENING
    )
    came = browse(bank, "督导").get(f"/calendar/changes/{change.pk}/")
    assert came.headers["Location"] == "/parameters/worklog.late_days/"


def test_the_message_to_the_owner_leads_to_the_list(bank, evening):
    owe_reading(bank)
    hand_in(browse(bank, "管理员"), text=NOTICE_2027)
    url = f"/calendar/changes/{Change.objects.get().pk}/"
    browse(bank, "督导").post(url, {"do": "confirm"})
    reader = browse(bank, "李四", "en")
    assert "1 deadline of yours has moved" in reader.get("/messages/").content.decode()
    message = bank.staff("李四").messages.get(kind="duty.moved")
    assert reader.get(f"/messages/{message.pk}/").headers["Location"] == url


def test_the_same_number_of_queries_however_much_there_is(bank, evening):
    def queries() -> int:
        browser = browse(bank, "督导")
        browser.get("/calendar/2026/")
        with CaptureQueriesContext(connection) as seen:
            browser.get("/calendar/2026/")
        return len(seen)

    runs, at = bank.staff("管理员"), EVENING
    counts = []
    for n in (1, 4):
        Change.objects.create(
            kind="day", key=f"2026-12-{n:02}", content={"kind": "holiday", "name": ""}, why="x", by=runs, at=at
        )
        Change.objects.create(
            kind="day", key=f"2026-11-{n:02}", content={"kind": "holiday", "name": ""}, why="x", by=runs, at=at,
            decided_by=bank.staff("督导"), decided_at=at, accepted=True,
        )  # fmt: skip
        counts.append(queries())
    assert counts[0] == counts[1]


def test_the_same_number_of_queries_for_a_long_list_of_moves(bank, evening):
    counts = []
    for n in (1, 6):
        for extra in range(n):
            bank.hire(f"经理{n}{extra}", "manager")
        engine.nightly(NEW_YEARS_EVE + (n - 1) * DAY * 4, moment(f"{NEW_YEARS_EVE} 00:05"))
        change = Change.objects.create(
            kind="day", key=f"{NEW_YEARS_EVE + (n - 1) * DAY * 4}", content={"kind": "holiday", "name": ""}, why="x",
            by=bank.staff("管理员"), at=EVENING, decided_by=bank.staff("督导"), decided_at=EVENING, accepted=True,
        )  # fmt: skip
        for duty in Duty.objects.filter(moves=None):
            Moved.objects.create(change=change, duty=duty, what="closed", was=duty.due)
        browser = browse(bank, "督导")
        browser.get(f"/calendar/changes/{change.pk}/")
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(f"/calendar/changes/{change.pk}/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
