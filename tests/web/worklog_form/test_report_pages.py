"""The daily report on its pages (13.1): one tap, by phone with the outing offered, noted many at once."""

import pytest

from lvzhi.worklog.actions import report
from lvzhi.worklog.models import DailyReport, ReportNoted
from tests.scenario import moment
from tests.web.desk import MONDAY, TUESDAY, Desk, night, team
from tests.worklog.day import a_customer, an_outing

NEW = "/reports/new/"


@pytest.fixture
def bank(db):
    bank = team()
    night(MONDAY)
    return bank


def told(bank, who, at="2026-03-02 17:40", **more):
    return report(bank.staff(who), at=moment(at), told_at=moment(at), **more)


def test_one_tap_from_the_workbench_registers_it(bank):
    desk = Desk(bank, "张三", MONDAY, "17:40")
    page = desk.read("/")
    assert 'action="/reports/new/?back=/"' in page
    back = desk.post(f"{NEW}?back=/", {"way": "in_person"})
    assert (back.status_code, back.url) == (302, "/")
    made = DailyReport.objects.get()
    assert (made.told_at, made.way) == (desk.at, "in_person")
    page = desk.read("/")
    assert "Registered: reported at 17:40, In person." in page
    assert "In person, now" not in page
    assert "Reported" in page


def test_one_tap_from_the_log_form_leads_back_to_it(bank):
    desk = Desk(bank, "张三", MONDAY, "17:40")
    assert 'action="/reports/new/?back=/logs/new/"' in desk.read("/logs/new/")
    assert desk.post(f"{NEW}?back=/logs/new/", {"way": "in_person"}).url == "/logs/new/"
    assert "In person, now" not in desk.read("/logs/new/")


def test_who_is_out_finds_the_outing_chosen(bank):
    rm = bank.staff("张三")
    out = an_outing(rm, a_customer(rm), "2026-03-02 15:00", "2026-03-02 18:30")
    desk = Desk(bank, "张三", MONDAY, "17:40")
    page = desk.read(NEW)
    assert f'value="{out.pk}" selected' in page
    assert 'value="phone"' in page.split("checked")[0].rsplit("<input", 1)[1]
    assert "15:00 示例甲精密制" in page
    assert desk.post(NEW, {"way": "in_person"}).status_code == 422
    assert desk.post(NEW, {"way": "phone", "told_at": "17:35", "absence": out.pk}).status_code == 302
    assert DailyReport.objects.get().absence == out


def test_by_phone_without_outing_or_reason_comes_back_with_a_word(bank):
    page = Desk(bank, "张三", MONDAY, "17:40").post(NEW, {"way": "phone", "told_at": "17:30"})
    assert page.status_code == 422
    assert "Link the outing, or write why you report by phone." in page.content.decode()
    assert 'value="17:30"' in page.content.decode()


def test_the_same_tap_twice_is_one_report(bank):
    desk = Desk(bank, "张三", MONDAY, "17:40")
    once = {"once": "1f0e2c3a-0000-4000-8000-000000000009", "way": "in_person"}
    assert [desk.post(NEW, once).status_code for _ in range(2)] == [302, 302]
    assert DailyReport.objects.count() == 1


def test_a_report_of_yesterday_wants_its_time(bank):
    desk = Desk(bank, "张三", TUESDAY, "08:30")
    address = f"{NEW}?on={MONDAY}"
    assert "Say when you reported." in desk.post(address, {"way": "in_person"}).content.decode()
    desk.post(address, {"way": "in_person", "told_at": "17:50"})
    assert DailyReport.objects.get().on == MONDAY
    assert desk.get(address).url == f"/reports/{DailyReport.objects.get().pk}/"


def test_the_supervisor_notes_all_at_once(bank):
    first, second = told(bank, "张三"), told(bank, "王二", way="phone", reason="在客户处开会")
    lead = Desk(bank, "李四", MONDAY, "18:10")
    assert "2 daily reports wait to be noted" in lead.read("/")
    page = lead.read("/reports/note/")
    assert page.count('name="reports"') == 2
    assert "在客户处开会" in page
    assert lead.post("/reports/note/", {"reports": [first.pk, second.pk], "remark": "已听取"}).status_code == 302
    assert ReportNoted.objects.count() == 2
    assert "Every report is noted." in lead.read("/reports/note/")


def test_nothing_marked_is_said(bank):
    told(bank, "张三")
    page = Desk(bank, "李四", MONDAY, "18:10").post("/reports/note/", {})
    assert page.status_code == 422
    assert "Mark the reports to be noted." in page.content.decode()


def test_reports_of_others_cannot_be_noted(bank):
    made = told(bank, "外人")
    assert Desk(bank, "李四", MONDAY, "18:10").post("/reports/note/", {"reports": [made.pk]}).status_code == 422
    assert not ReportNoted.objects.exists()


def test_the_register_has_list_detail_excel_and_print(bank):
    made = told(bank, "张三")
    desk = Desk(bank, "李四", MONDAY, "18:10")
    assert "张三" in desk.read("/reports/?way=in_person&noted=no")
    assert f"HB-2026-{made.pk:06}" in desk.read(f"/reports/{made.pk}/")
    for address in ("/reports/excel/", f"/reports/{made.pk}/print/"):
        assert desk.get(address).status_code == 200


def test_what_can_no_longer_be_made_is_over(bank):
    night(MONDAY)
    page = Desk(bank, "张三", MONDAY.replace(day=6), "09:00").read("/")
    assert "2 logs and reports can no longer be handed in" in page


@pytest.mark.parametrize("address", ["/reports/", "/reports/note/"])
def test_the_number_of_queries_does_not_depend_on_the_rows(bank, django_assert_max_num_queries, address):
    def queries():
        lead = Desk(bank, "李四", TUESDAY, "18:10")
        lead.read(address)
        with django_assert_max_num_queries(30) as counted:
            lead.read(address)
        return len(counted)

    rm = bank.staff("张三")
    out = an_outing(rm, a_customer(rm), "2026-03-02 15:00", "2026-03-02 18:30")
    told(bank, "张三", way="phone", absence=out)
    one = queries()
    told(bank, "王二")
    told(bank, "王二", at="2026-03-03 17:40")
    told(bank, "张三", at="2026-03-03 17:40")
    assert queries() == one
