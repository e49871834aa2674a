"""The bank's identity provider: a small one is played here, with the real requests going to it and back."""

import json
import threading
import time as real_time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from lvzhi.people.models import Staff
from tests.bank import Bank
from tests.plugins.browsing import Browser
from tests.web.signing.conftest import Clock, lines

KEY = "a key that is long enough for this purpose"


class Provider(BaseHTTPRequestHandler):
    """Says of everybody who comes the number that the test wants."""

    claims: dict[str, Any] = {}
    asked: list[dict[str, list[str]]] = []

    def do_GET(self) -> None:
        here = f"http://{self.headers['Host']}"
        if self.path.endswith("/openid-configuration"):
            self.say(
                {
                    "issuer": here,
                    "authorization_endpoint": f"{here}/authorize",
                    "token_endpoint": f"{here}/token",
                    "userinfo_endpoint": f"{here}/userinfo",
                    "jwks_uri": f"{here}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        else:
            self.say({"sub": "abc"} | self.claims)

    def do_POST(self) -> None:
        here = f"http://{self.headers['Host']}"
        self.asked.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        about = {"iss": here, "aud": "lvzhi", "sub": "abc", "exp": real_time.time() + 60, "iat": real_time.time()}
        self.say({"access_token": "t", "token_type": "Bearer", "id_token": jwt.encode(about | self.claims, KEY)})

    def say(self, what: dict[str, Any]) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def provider(settings: Any) -> Iterator[type[Provider]]:
    with HTTPServer(("127.0.0.1", 0), Provider) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.OIDC_SERVER = f"http://127.0.0.1:{server.server_port}"
        settings.OIDC_NAME = "Bank-ID"
        app = {
            "provider_id": "bank",
            "name": "Bank-ID",
            "client_id": "lvzhi",
            "secret": "s",
            "settings": {"server_url": settings.OIDC_SERVER},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        Provider.claims, Provider.asked = {}, []
        yield Provider
        server.shutdown()


def come_back(browser: Browser, **more: str) -> Any:
    """Press the button, be sent to the provider, come back with its code."""
    sent = browser.post("/account/provider/bank/", {"next": "/me/"})
    assert sent.status_code == 302
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    return browser.get("/account/provider/bank/back/", {"state": asked["state"][0], "code": "c"} | more)


def test_the_claim_finds_the_person(browser: Browser, bank: Bank, provider: type[Provider], time: Clock) -> None:
    manager = bank.staff("manager")
    provider.claims = {"preferred_username": manager.number}
    assert "Sign in with Bank-ID" in browser.get("/account/login/").text
    assert come_back(browser)["Location"] == "/me/"
    assert manager.name in browser.get("/me/").text
    assert lines("sign_in")[-1].detail == {"ways": ["socialaccount"]}
    assert "code_verifier" in provider.asked[0]


def test_whom_the_bank_does_not_know_is_not_made(browser: Browser, bank: Bank, provider: type[Provider]) -> None:
    before = Staff.objects.count()
    provider.claims = {"preferred_username": "T9999", "email": "x@example.com", "email_verified": True}
    assert come_back(browser)["Location"] == "/account/login/"
    assert "The identity provider knows you, but this system does not." in browser.get("/account/login/").text
    assert Staff.objects.count() == before
    assert lines("sign_in.failed")[-1].detail == {"number": "T9999", "way": "provider"}


def test_an_address_or_a_name_does_not_open_the_door(browser: Browser, bank: Bank, provider: type[Provider]) -> None:
    manager = bank.staff("manager")
    Staff.objects.filter(pk=manager.pk).update(email="zhang@bank.example")
    provider.claims = {"email": "zhang@bank.example", "email_verified": True, "name": manager.name}
    assert come_back(browser)["Location"] == "/account/login/"


def test_the_bank_names_the_claim(browser: Browser, bank: Bank, provider: type[Provider], settings: Any) -> None:
    settings.OIDC_CLAIM = "employee_id"
    provider.claims = {"preferred_username": "x", "employee_id": bank.staff("manager").number}
    assert come_back(browser)["Location"] == "/me/"


def test_who_is_shut_out_here_stays_out(browser: Browser, bank: Bank, provider: type[Provider]) -> None:
    manager = bank.staff("manager")
    Staff.objects.filter(pk=manager.pk).update(is_active=False)
    provider.claims = {"preferred_username": manager.number}
    assert come_back(browser)["Location"] == "/account/login/"


def test_the_provider_keeps_the_password_and_the_second_factor(
    browser: Browser, bank: Bank, provider: type[Provider], settings: Any
) -> None:
    settings.REQUIRE_MFA = True
    auditor = bank.staff("auditor")
    Staff.objects.filter(pk=auditor.pk).update(must_change_password=True)
    provider.claims = {"preferred_username": auditor.number}
    come_back(browser)
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("more", [{"error": "access_denied"}, {"state": "forged"}])
def test_what_goes_wrong_is_said_on_our_page(browser: Browser, bank: Bank, provider: Any, more: dict[str, str]) -> None:
    assert come_back(browser, **more)["Location"] == "/account/login/"
    assert "did not confirm who you are" in browser.get("/account/login/").text


def test_without_a_provider_there_is_no_button_and_no_page(browser: Browser, db: None) -> None:
    assert "/account/provider/" not in browser.get("/account/login/").text
    assert browser.post("/account/provider/bank/").status_code == 404
    assert browser.get("/account/provider/bank/back/").status_code == 404
