"""The API as a whole: nothing without `needs`, refusals as JSON, a complete description, nothing from outside."""

import functools
import json
from collections.abc import Iterator

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from ninja import NinjaAPI, Router

from lvzhi.api.operation import SessionCookie, operations, signed_in
from lvzhi.api.urls import api, urlpatterns
from lvzhi.core.models import TrailLine
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.records.logs import NOW, a_bank
from tests.web.clock import at_moment

ROOT = "/api/v1/"
ALL = ("张三", "李四", "王五", "周审", "吴管")
BUSINESS = ("张三", "李四", "王五", "周审")
MAY = {  # who may call what; an operation that is not here fails the test
    "GET /me/": ALL,
    "GET /openapi.json": ALL,
    "GET /customers/": BUSINESS,
    "GET /customers/{int:pk}/": BUSINESS,
    "GET /daily-reports/": BUSINESS,
    "GET /daily-reports/{int:pk}/": BUSINESS,
    "POST /daily-reports/": ("张三",),
    "GET /outings/": BUSINESS,
    "GET /outings/{int:pk}/": BUSINESS,
    "POST /outings/": ("张三",),
    "POST /outings/{int:pk}/return/": ("张三",),
    "POST /outings/{int:pk}/change/": ("张三",),
    "POST /outings/{int:pk}/check/": ("李四", "王五"),
    "GET /contacts/": BUSINESS,
    "GET /contacts/{int:pk}/": BUSINESS,
    "POST /contacts/": ("张三", "李四", "王五"),
    "POST /contacts/{int:pk}/review/": ("李四", "王五"),
    "GET /appointments/": BUSINESS,
    "GET /appointments/{int:pk}/": BUSINESS,
    "POST /appointments/": ("张三", "李四", "王五"),
    "POST /appointments/{int:pk}/move/": ("张三", "李四", "王五"),
    "POST /appointments/{int:pk}/off/": ("张三", "李四", "王五"),
    "GET /leaves/": BUSINESS,
    "GET /leaves/{int:pk}/": BUSINESS,
    "POST /leaves/": ("张三", "李四", "王五"),
    "GET /agreements/": BUSINESS,
    "GET /agreements/{int:pk}/": BUSINESS,
    "GET /unmaskings/": BUSINESS,
    "GET /unmaskings/{int:pk}/": BUSINESS,
    "GET /exports/": BUSINESS,
    "GET /exports/{int:pk}/": BUSINESS,
    "GET /work-logs/": BUSINESS,
    "GET /work-logs/{int:pk}/": BUSINESS,
    "POST /work-logs/": ("张三",),
}


@pytest.fixture
def bank(db: None) -> Iterator[Bank]:
    with at_moment(NOW):
        yield a_bank()


def path_of(operation: str) -> tuple[str, str]:
    method, path = operation.split()
    return method, ROOT + path.removeprefix("/").replace("{int:pk}", "1")


def test_every_operation_stands_in_the_table() -> None:
    assert sorted(f"{one.method} {one.path}" for one in operations(api)) == sorted(MAY)


@pytest.mark.parametrize("operation", MAY)
def test_who_may_call_what(bank: Bank, browser: Browser, operation: str) -> None:
    method, path = path_of(operation)
    for who in ALL:
        answer = browser.sign_in(bank.staff(who)).generic(method, path, "{}", content_type="application/json")
        assert (answer.status_code != 403) == (who in MAY[operation]), (who, answer.status_code)
        if who not in MAY[operation]:
            assert answer.json() == {"detail": "Forbidden"}
            assert TrailLine.objects.latest("id").detail["path"] == path


@pytest.mark.parametrize("operation", MAY)
def test_without_signing_in_everything_is_a_401(bank: Bank, browser: Browser, operation: str) -> None:
    method, path = path_of(operation)
    answer = browser.generic(method, path, "{}", content_type="application/json")
    assert (answer.status_code, answer.json()) == (401, {"detail": "Unauthorized"})


def test_what_changes_something_needs_the_token_of_the_site(bank: Bank) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(bank.staff("张三"), backend="django.contrib.auth.backends.ModelBackend")
    body = {"on": "2026-03-06", "done": "走访", "plan": ["整理"]}
    answer = client.post(f"{ROOT}work-logs/", body, content_type="application/json")
    assert answer.status_code == 403
    assert "X-CSRFToken" in answer.json()["detail"]
    token = client.get(f"{ROOT}me/").json()["token"]
    answer = client.post(f"{ROOT}work-logs/", body, content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.status_code == 201


def test_who_is_signed_in(bank: Bank, browser: Browser) -> None:
    told = browser.sign_in(bank.staff("张三")).get(f"{ROOT}me/").json()
    assert (told["number"], told["name"], len(told["posts"])) == ("T0001", "张三", 1)


def test_an_address_that_is_none_answers_in_json(bank: Bank, browser: Browser) -> None:
    answer = browser.get(f"{ROOT}strange/")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


@pytest.mark.parametrize("body", ["{", "[]", '"x"', ""])
def test_a_body_that_is_no_json_is_said_to_be_none(bank: Bank, browser: Browser, body: str) -> None:
    browser.sign_in(bank.staff("张三"))
    answer = browser.generic("POST", f"{ROOT}work-logs/", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.json()


def view(request: object) -> dict[str, str]:
    """An operation of somebody who forgot something."""
    return {}


def anybody(staff: object, day: object) -> bool:
    return True


def test_an_operation_that_does_not_say_who_may_call_it_stops_the_program() -> None:
    open_to_all, router = NinjaAPI(urls_namespace="open", docs_url=None, openapi_url=None), Router()
    router.get("/open/")(view)
    open_to_all.add_router("", router)
    with pytest.raises(ImproperlyConfigured):
        operations(open_to_all)


def test_an_operation_that_is_guarded_by_something_else_stops_the_program() -> None:
    strange, router = NinjaAPI(urls_namespace="strange", docs_url=None, openapi_url=None), Router()
    guarded = functools.partial(view)
    guarded.needs, guarded.__name__ = signed_in, "guarded"  # type: ignore[attr-defined]
    router.get("/strange/", auth=SessionCookie(anybody))(guarded)
    strange.add_router("", router)
    with pytest.raises(ImproperlyConfigured):
        operations(strange)


def test_every_address_knows_who_may_call_it() -> None:
    assert all(hasattr(pattern.callback, "needs") for pattern in urlpatterns)


def test_the_description_is_complete(bank: Bank, browser: Browser) -> None:
    told = browser.sign_in(bank.staff("张三")).get(f"{ROOT}openapi.json").json()
    assert told["openapi"].startswith("3.")
    named = {op.partition(" ")[2].replace("int:", "") for op in MAY} - {"/openapi.json"}
    assert set(told["paths"]) == {ROOT + path.removeprefix("/") for path in named}
    for path, methods in told["paths"].items():
        for method, about in methods.items():
            where = f"{method} {path}"
            assert about["summary"], where
            assert about["description"], where
            assert about["security"] == [{"SessionCookie": []}], where
            assert {"401", "403"} <= set(about["responses"]), where
            for parameter in about["parameters"]:
                assert parameter["schema"].get("description") or parameter["name"] == "pk", (where, parameter["name"])
    fields = [
        (name, field, about)
        for name, schema in told["components"]["schemas"].items()
        for field, about in schema.get("properties", {}).items()
    ]
    assert len(fields) > 40
    for name, field, about in fields:
        assert about.get("description"), (name, field)
    assert not [words for words in json.dumps(told, ensure_ascii=False) if "\u4e00" <= words <= "\u9fff"]


def test_there_is_no_page_that_loads_from_outside(bank: Bank, browser: Browser) -> None:
    browser.sign_in(bank.staff("张三"))
    assert browser.get(f"{ROOT}docs").status_code == 404
    assert api.docs_url is None
