"""Every address of the product, with something of the relationship manager in the place of what varies."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.plugins.browsing import Browser
from tests.web.access.places import House


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{namespace}{one.namespace}:" if one.namespace else namespace)
        else:
            yield f"{namespace}{one.name}", one


ADDRESSES = dict(patterns(get_resolver()))


def address_of(name: str, house: House) -> str:
    """The address, about things of the relationship manager."""
    return reverse(name, kwargs={part: meant(name, part, house) for part in ADDRESSES[name].pattern.converters})


THINGS = {
    "log": "log", "log_note": "log", "log_comment": "log", "log_print": "log", "api:get_work_log": "log",
    "absence": "absence", "absence_print": "absence", "come_back": "absence", "change_absence": "absence",
    "check_absence": "absence", "contact": "contact", "contact_print": "contact", "review_contact": "contact",
    "promise": "contact", "appointment": "appointment", "appointment_print": "appointment",
    "move_appointment": "appointment", "call_off_appointment": "appointment",
    "api:get_absence": "absence", "api:outing_back": "absence", "api:outing_change": "absence",
    "api:outing_check": "absence", "api:get_contact": "contact", "api:contact_review": "contact",
    "api:get_appointment": "appointment", "api:appointment_move": "appointment",
    "api:appointment_off": "appointment",
    "task": "task", "message": "message", "duty": "duty", "excuse_duty": "duty", "attachment": "attachment",
    "approval": "approval", "join_contact": "appointment",
    "report": "report", "report_print": "report", "api:get_daily_report": "report",
    "leave": "leave", "leave_print": "leave", "api:get_leave": "leave",
    "start_leave": "leave", "withdraw_leave": "leave", "end_leave": "leave", "confirm_leave": "ended",
    "person": "staff", "edit_person": "staff", "new_post": "staff", "new_deputy": "staff",
    "post": "post", "withdraw_post": "post", "deputy": "deputy", "withdraw_deputy": "deputy",
    "unit": "unit", "edit_unit": "unit", "close_unit": "unit", "reopen_unit": "unit", "unit_passwords": "unit",
    "people_file": "file", "people_problems": "file", "calendar_change": "change",
    "customer": "customer", "edit_customer": "customer", "customer_tier": "customer", "customer_assign": "customer",
    "customer_close": "customer", "customer_reopen": "customer", "new_contact_person": "customer",
    "api:get_customer": "customer",
    "customers_file": "customers_file", "customers_problems": "customers_file",
    "targets_file": "targets_file", "targets_problems": "targets_file",
    "contact_person": "contact_person", "retire_contact_person": "contact_person",
    "mfa_edit_webauthn": "passkey", "mfa_remove_webauthn": "passkey",
    "agreement": "agreement", "agreement_print": "agreement", "api:get_agreement": "agreement",
    "agreement_version": "version", "unmask": "contact_person", "unmasking": "unmasking",
    "unmasking_print": "unmasking", "taken": "staff", "export": "export", "export_print": "export",
    "api:get_unmasking": "unmasking", "api:get_export": "export", "export_password": "export", "export_file": "export",
    "access": "staff", "access_reset": "staff", "access_lock": "staff", "access_unlock": "staff",
    "access_second_factor": "staff",
    "coverage_of": "staff", "coverage_in": "unit", "customer_brief": "customer", "customer_brief_print": "customer",
}  # fmt: skip
OTHER_PARTS: dict[str, Any] = {
    "code": "13", "key": "worklog.late_days", "provider_id": "bank", "rest": "nowhere/", "year": 2026, "position": 1,
    "kind": "contact_person", "field": "phone",
}  # fmt: skip


def meant(name: str, part: str, house: House) -> Any:
    if part in OTHER_PARTS:
        return OTHER_PARTS[part]
    if part == "log":
        return house.log.pk
    assert name in THINGS, f"say in THINGS what <{part}> is for {name}"
    return getattr(house, THINGS[name]).pk


def came_to(name: str, method: str, browser: Browser, house: House, given: Any = None) -> Any:
    """What somebody gets; what the request changed is undone, in the browser as well."""
    address, kept = address_of(name, house), browser.cookies.copy()
    with transaction.atomic():
        answer = browser.post(address, given) if method == "POST" else browser.get(address, given)
        if answer.streaming:
            answer.getvalue()  # a file is read to its end, and closed
        transaction.set_rollback(True)
    browser.cookies = kept
    return answer
