"""The clause page: our words, the bank's, the days, the duties down to the evidence, as far as one may see."""

import datetime as dt

import pytest
from django.urls import reverse

from lvzhi.core.calendar import DAY
from lvzhi.core.clock import moment
from lvzhi.duties import engine
from lvzhi.duties.models import Duty
from lvzhi.regulation.text import CODES
from lvzhi.worklog.actions import file_work_log
from tests.bank import Bank, pages
from tests.web.clock import at_moment

pytestmark = pytest.mark.usefixtures("logs_alone")

MONDAY = dt.date(2026, 3, 2)
TUESDAY_MORNING = moment(dt.date(2026, 3, 3), dt.time(9))
PEOPLE = {
    "张三": "manager",
    "王二": "manager",
    "外人": {"role": "manager", "unit": "二组"},
    "李四": "supervisor",
    "管理员": "administrator",
    "审计员": "auditor",
}


@pytest.fixture
def bank(db):
    """On Monday 张三 handed in the log, the two others did not."""
    bank = Bank.of(PEOPLE)
    engine.nightly(MONDAY, moment(MONDAY))
    file_work_log(bank.staff("张三"), at=moment(MONDAY, dt.time(17, 50)), on=MONDAY, pages=pages())
    engine.nightly(MONDAY + DAY, moment(MONDAY + DAY, dt.time(0, 5)))
    return bank


def opened(browser, bank, who, address):
    with at_moment(TUESDAY_MORNING):
        return browser.sign_in(bank.staff(who)).get(address)


@pytest.mark.parametrize("code", CODES)
def test_every_clause_has_its_page(browser, bank, code):
    page = opened(browser, bank, "李四", f"/regulation/{code}/")
    assert page.status_code == 200
    assert code in page.content.decode()


def test_the_index_counts_what_runs(browser, bank):
    page = opened(browser, bank, "张三", "/regulation/").content.decode()
    assert all(f"/regulation/{code}/" in page for code in CODES)


def test_a_leader_sees_who_is_late_a_manager_only_himself(browser, bank):
    assert "王二" in opened(browser, bank, "李四", "/regulation/13/").content.decode()
    page = opened(browser, bank, "张三", "/regulation/13/").content.decode()
    assert "王二" not in page
    assert "外人" not in page


def test_an_auditor_sees_every_unit(browser, bank):
    page = opened(browser, bank, "审计员", "/regulation/13/").content.decode()
    assert all(name in page for name in ("王二", "外人"))


def test_a_day_of_the_strip_opens_onto_its_duties(browser, bank):
    page = opened(browser, bank, "李四", f"/regulation/13/?day={MONDAY}").content.decode()
    duty = Duty.objects.get(owner=bank.staff("张三"), opens=moment(MONDAY))
    assert reverse("duty", kwargs={"pk": duty.pk}) in page


def test_from_the_duty_to_its_evidence(browser, bank):
    duty = Duty.objects.get(owner=bank.staff("张三"), opens=moment(MONDAY))
    page = opened(browser, bank, "李四", f"/duties/{duty.pk}/").content.decode()
    assert reverse("log", kwargs={"pk": duty.proofs.get().record_id}) in page


def test_a_duty_of_another_unit_does_not_exist_for_outsiders(browser, bank):
    duty = Duty.objects.filter(owner=bank.staff("外人")).first()
    assert opened(browser, bank, "张三", f"/duties/{duty.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["/regulation/99/", "/regulation/13x/", "/regulation/99/text/"])
def test_a_clause_that_is_not_there(browser, bank, address):
    assert opened(browser, bank, "管理员", address).status_code == 404


@pytest.mark.parametrize("day", ["2026-02-30", "x", "", "9999-12-31", "2026-03-01T10:00"])
def test_a_strange_day_shows_the_living_duties(browser, bank, day):
    assert opened(browser, bank, "李四", f"/regulation/13/?day={day}").status_code == 200


def test_the_bank_pastes_its_words_and_everybody_reads_them(browser, bank):
    form = opened(browser, bank, "管理员", "/regulation/13/text/")
    assert form.status_code == 200
    with at_moment(TUESDAY_MORNING):
        done = browser.post("/regulation/13/text/", {"text": "本行规定第十三条：示例文字。"})
    assert done.status_code == 302
    assert "示例文字" in opened(browser, bank, "张三", "/regulation/13/").content.decode()
    with at_moment(TUESDAY_MORNING):
        browser.sign_in(bank.staff("管理员")).post("/regulation/13/text/", {"text": ""})
    assert "示例文字" not in opened(browser, bank, "张三", "/regulation/13/").content.decode()


def test_nobody_else_pastes(browser, bank):
    assert opened(browser, bank, "李四", "/regulation/13/text/").status_code == 403
    with at_moment(TUESDAY_MORNING):
        assert browser.post("/regulation/13/text/", {"text": "x"}).status_code == 403


def test_a_supervisor_excuses_with_a_reason(browser, bank):
    duty = Duty.objects.get(owner=bank.staff("王二"), opens=moment(MONDAY))
    assert opened(browser, bank, "李四", f"/duties/{duty.pk}/excuse/").status_code == 200
    with at_moment(TUESDAY_MORNING):
        empty = browser.post(f"/duties/{duty.pk}/excuse/", {"reason": " "})
        assert empty.status_code == 422
        assert browser.post(f"/duties/{duty.pk}/excuse/", {"reason": "当天因公受伤就医"}).status_code == 302
    duty.refresh_from_db()
    assert (duty.state(TUESDAY_MORNING), duty.excused_by) == ("excused", bank.staff("李四"))


def test_nobody_excuses_himself_or_somebody_of_another_team(browser, bank):
    own = Duty.objects.get(owner=bank.staff("王二"), opens=moment(MONDAY))
    foreign = Duty.objects.get(owner=bank.staff("外人"), opens=moment(MONDAY))
    assert opened(browser, bank, "王二", f"/duties/{own.pk}/excuse/").status_code == 403
    assert opened(browser, bank, "李四", f"/duties/{foreign.pk}/excuse/").status_code == 404
