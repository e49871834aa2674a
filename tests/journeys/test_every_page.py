"""Every page that a person opens: nothing sticks out of a phone, nothing keeps anybody out, light and dark.

axe-core looks for what WCAG 2.2 AA asks, in Chinese on a desk and in English on a phone. An address that is neither
listed here nor named as no page of its own fails, so that a new page is walked through, too.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESK, PHONE, ROOT, People, Served, sideways

AXE = (ROOT / "tests/vendor/axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ALL = {"runOnly": {"type": "tag", "values": WCAG}}

PAGES: dict[str, dict[str, str]] = {
    "nobody": {"account_login": "/account/login/", "offline_lost": "/offline/lost/"},
    "manager": {
        "workbench": "/", "new_log": "/logs/new/?on={open_day}", "logs": "/logs/", "log": "/logs/{log}/",
        "log_note": "/logs/{log}/notes/", "log_comment": "/logs/{log}/comments/", "tasks": "/tasks/",
        "task": "/tasks/{task}/", "messages": "/messages/", "go": "/go/?q=1", "regulation": "/regulation/",
        "clause": "/regulation/13/", "duty": "/duties/{duty}/", "new_deputy": "/people/{manager}/deputies/new/",
        "calendar": "/calendar/", "calendar_year": "/calendar/2027/", "gallery": "/gallery/", "me": "/me/",
        "password": "/me/password/", "account_logout": "/account/logout/",
        "offline": "/offline/", "no targets yet": "/targets/",
    },
    "walker": {
        "new_report": "/reports/new/?on=2026-03-06", "reports": "/reports/", "report": "/reports/{report}/",
        "new_leave": "/leave/new/", "leaves": "/leave/", "leave": "/leave/{leave}/",
        "withdraw_leave": "/leave/{leave}/withdraw/", "new_absence": "/outings/new/", "absences": "/outings/",
        "absence": "/outings/{absence}/", "come_back": "/outings/{absence}/back/",
        "change_absence": "/outings/{absence}/change/", "new_contact": "/contacts/new/?customer={customer}",
        "contacts": "/contacts/", "contact": "/contacts/{contact}/", "promise": "/contacts/{contact}/promises/1/",
        "new_appointment": "/appointments/new/?customer={customer}", "appointments": "/appointments/",
        "appointment": "/appointments/{appointment}/", "move_appointment": "/appointments/{appointment}/move/",
        "call_off_appointment": "/appointments/{appointment}/off/", "customers": "/customers/",
        "customer": "/customers/{customer}/", "edit_customer": "/customers/{customer}/edit/",
        "new_contact_person": "/customers/{customer}/people/new/", "customer_brief": "/customers/{customer}/brief/",
        "contact_person": "/customers/people/{person}/", "retire_contact_person": "/customers/people/{person}/retire/",
        "coverage": "/coverage/", "plan": "/plan/", "unmask": "/unmask/contact_person/{person}/phone/",
        "unmaskings": "/secrecy/shown/", "unmasking": "/secrecy/shown/{unmasking}/", "exports": "/exports/",
        "export": "/exports/{export}/", "new_export": "/exports/new/?source=customer",
        "export_password": "/exports/{export}/password/", "sign_agreement": "/secrecy/sign/",
        "agreements": "/secrecy/", "agreement": "/secrecy/{agreement}/", "sign_leaving": "/secrecy/leaving/sign/",
        "targets of one's own": "/targets/", "deputy": "/people/deputies/{deputy}/",
        "withdraw_deputy": "/people/deputies/{deputy}/withdraw/",
    },
    "supervisor": {
        "workbench of a leader": "/", "reading": "/reading/", "an open log": "/reading/?log={log}",
        "new_task": "/tasks/of-log/{log}/", "excuse_duty": "/duties/{duty}/excuse/", "logs of a team": "/logs/",
    },
    "department_head": {
        "workbench above": "/", "reading above": "/reading/", "note_reports": "/reports/note/",
        "join_contact": "/reading/join/{appointment}/", "out_now": "/outings/now/",
        "check_absence": "/outings/{absence}/check/", "review_contact": "/contacts/{contact}/review/",
        "coverage of a branch": "/coverage/", "coverage_below": "/coverage/below/",
        "coverage_of": "/coverage/people/{walker}/", "coverage_in": "/coverage/units/{unit}/",
        "approvals": "/approvals/", "approval": "/approvals/{leave}/", "order_leave": "/leave/order/",
        "confirm_leave": "/leave/{ended}/confirm/", "new_customer": "/customers/new/",
        "customer_tier": "/customers/{customer}/tier/", "customer_assign": "/customers/{customer}/assign/",
        "customer_close": "/customers/{customer}/close/", "customer_reopen": "/customers/{customer}/reopen/",
        "customers_files": "/customers/import/", "customers_file": "/customers/import/{customers_file}/",
        "targets": "/targets/", "targets_files": "/targets/import/", "targets_file": "/targets/import/{targets_file}/",
        "leaving": "/secrecy/leaving/", "taken": "/secrecy/taken/{walker}/",
    },
    "supervising": {
        "workbench of who inspects": "/", "parameters": "/parameters/", "clause 13.2": "/regulation/13.2/",
        "agreement_versions": "/secrecy/versions/", "new_agreement_version": "/secrecy/versions/new/",
        "agreement_version": "/secrecy/versions/{version}/",
    },
    "auditor": {"trail": "/trail/", "seals": "/trail/seals/?check=yes"},
    "second": {
        "workbench of the system": "/", "people": "/people/", "person": "/people/{manager}/",
        "unit": "/people/units/{unit}/",
        "find_people": "/people/find/?q=R", "new_person": "/people/new/", "edit_person": "/people/{manager}/edit/",
        "new_post": "/people/{manager}/posts/new/", "post": "/people/posts/{post}/",
        "withdraw_post": "/people/posts/{post}/withdraw/",
        "new_unit": "/people/units/new/", "edit_unit": "/people/units/{unit}/edit/",
        "close_unit": "/people/units/{unit}/close/", "reopen_unit": "/people/units/{unit}/reopen/",
        "unit_passwords": "/people/units/{unit}/passwords/", "people_files": "/people/import/",
        "clause_text": "/regulation/13/text/", "calendar_day": "/calendar/day/", "calendar_notice": "/calendar/notice/",
        "parameter": "/parameters/worklog.deadline/", "access": "/me/access/{manager}/",
        "access_reset": "/me/access/{manager}/password/", "access_lock": "/me/access/{manager}/lock/",
        "access_unlock": "/me/access/{manager}/unlock/",
        "access_second_factor": "/me/access/{manager}/second-factor/",
        "account_reauthenticate": "/account/again/",
    },
}  # fmt: skip
NO_PAGES = {
    "a file or data": {"attachment", "people_template", "people_problems", "find", "offline_ready", "service_worker",
                       "manifest", "find_customers", "customers_template", "customers_problems", "export_file",
                       "targets_template", "targets_problems"},
    "leads elsewhere at once": {"message", "set_language", "mfa_index", "mfa_list_webauthn", "openid_connect_login",
                                "openid_connect_callback", "mfa_login_webauthn"},
    "walked through in another journey": {"people_file", "calendar_change", "mfa_authenticate", "mfa_activate_totp",
                                          "mfa_add_webauthn"},
    "a confirmation like others that are walked through": {
        "start_leave", "end_leave", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    },
}  # fmt: skip


def names() -> Iterator[str]:
    from django.urls import get_resolver

    for one in get_resolver().url_patterns:
        if getattr(one, "namespace", None) is None:
            yield from (str(inner.name) for inner in flat(one))


def flat(one: Any) -> Iterator[Any]:
    for inner in getattr(one, "url_patterns", [one]):
        yield from flat(inner) if hasattr(inner, "url_patterns") else [inner]


def test_no_page_is_left_out() -> None:
    walked = {name for pages in PAGES.values() for name in pages}
    files = {name for name in names() if name.endswith(("_excel", "_print"))}  # a file, not a page
    left_out = set(names()) - walked - files - set().union(*NO_PAGES.values()) - {None}
    assert left_out == set()


@pytest.fixture(scope="module")
def things(served: Served) -> dict[str, Any]:
    """What the addresses name: things of the first relationship manager, and of the one who walks."""
    mine = "FROM people_staff s JOIN {} ON owner_id = s.id WHERE s.number = 'R001'"
    hers = "SELECT {}(record_id) FROM people_staff s JOIN {} ON owner_id = s.id WHERE s.number = 'R005'"
    found = {
        "manager": "SELECT id FROM people_staff WHERE number = 'R001'",
        "log": f"SELECT max(record_id) {mine.format('worklog_worklog')}",
        "duty": f"SELECT max(d.id) {mine.format('duties_duty d')} AND met_at IS NULL",
        "task": f"SELECT max(record_id) {mine.format('records_task')}",
        "unit": "SELECT id FROM people_unit WHERE name = '二组'",
        "post": "SELECT p.id FROM people_post p JOIN people_staff s ON s.id = p.staff_id WHERE s.number = 'R001'",
        "walker": "SELECT id FROM people_staff WHERE number = 'R005'",
        "customer": "SELECT max(id) FROM customers_customer WHERE name = '示例丙新材料有限公司'",
        "person": "SELECT max(id) FROM customers_contactperson",
        "customers_file": "SELECT max(id) FROM customers_customerimport",
        "targets_file": "SELECT max(id) FROM worklog_targetimport",
        "version": "SELECT max(record_id) FROM secrecy_agreementversion",
        "deputy": "SELECT max(id) FROM people_deputy",
        "absence": hers.format("max", "contacts_absence"),
        "contact": hers.format("max", "contacts_contact"),
        "appointment": hers.format("max", "contacts_appointment"),
        "report": hers.format("max", "worklog_dailyreport"),
        "leave": hers.format("max", "attendance_leave"),
        "ended": hers.format("min", "attendance_leave"),
        "agreement": hers.format("max", "secrecy_agreement"),
        "unmasking": hers.format("max", "secrecy_unmasking"),
        "export": hers.format("max", "secrecy_export"),
    }
    return {name: served.ask(sql)[0][0] for name, sql in found.items()} | {"open_day": "2026-03-10"}


@pytest.mark.parametrize("who", PAGES)
def test_pages_fit_and_are_open_to_everybody(people: People, things: dict[str, Any], who: str) -> None:
    page = people.browser() if who == "nobody" else people.sign_in(who)
    wrong = [f"{name}: {fault}" for name, url in PAGES[who].items() for fault in faults(page, url.format(**things))]
    assert wrong == []


def faults(page: Page, address: str) -> Iterator[str]:
    """What is wrong with a page: in Chinese on a desk, light and dark, then in English on a phone."""
    if (status := visit(page, address, "zh-CN", DESK)) != 200:
        yield f"answered {status}"
        return
    yield from axe(page, "desk", ALL)
    page.emulate_media(color_scheme="dark")
    yield from axe(page, "desk, dark", CONTRAST)
    page.set_viewport_size(PHONE)
    yield from too_wide(page, "Chinese")
    visit(page, address, "en-US", PHONE)
    yield from axe(page, "phone, dark", ALL)
    yield from too_wide(page, "English")
    page.emulate_media(color_scheme="light")


def visit(page: Page, address: str, language: str, size: dict[str, int]) -> int:
    page.context.set_extra_http_headers({"Accept-Language": language})
    page.set_viewport_size(size)
    answer = page.goto(address)
    return answer.status if answer else 0


def too_wide(page: Page, language: str) -> Iterator[str]:
    if wide := sideways(page):
        yield f"sticks out by {wide} px on a phone in {language}"


def test_the_eye_sees(people: People) -> None:
    """What the walk looks with finds what is wrong: a button without a name, a heading too wide."""
    page = people.browser()
    page.goto("/account/login/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    page.set_viewport_size(PHONE)
    page.evaluate("document.querySelector('h1').style.width = '500px'")
    found = " ".join([*axe(page, "phone", ALL), *too_wide(page, "English")])
    assert "button-name" in found
    assert "sticks out" in found


def axe(page: Page, where: str, asked: dict[str, Any]) -> Iterator[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    for one in page.evaluate("asked => axe.run(document, asked).then(found => found.violations)", asked):
        places = "; ".join(node["html"][:120] for node in one["nodes"][:3])
        yield f"{where}: {one['id']} ({one['help']}): {places}"
