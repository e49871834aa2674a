"""What DATABASE_URL may look like, and what becomes of it."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.db import GUARD, PREPARED, databases


def made_of(monkeypatch: pytest.MonkeyPatch, address: str) -> dict[str, Any]:
    monkeypatch.setenv("DATABASE_URL", address)
    found = databases()["signin"]
    found["OPTIONS"] = {name: value for name, value in found["OPTIONS"].items() if name not in PREPARED}
    return {name: found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS") if found.get(name)}


@pytest.mark.parametrize(
    ("address", "means"),
    [
        (
            "postgres://lvzhi:p%40ss%2Fword@db.bank.example:5433/lvzhi?sslmode=verify-full",
            {"NAME": "lvzhi", "USER": "lvzhi", "PASSWORD": "p@ss/word", "HOST": "db.bank.example", "PORT": "5433",
             "OPTIONS": {"sslmode": "verify-full"}},
        ),
        ("postgresql://lvzhi@[::1]/lvzhi", {"NAME": "lvzhi", "USER": "lvzhi", "HOST": "::1"}),
        ("postgres://lvzhi@/lvzhi?host=/run/postgresql", {"NAME": "lvzhi", "USER": "lvzhi", "HOST": "/run/postgresql"}),
        ("postgres://lvzhi@%2Frun%2FPG/lvzhi", {"NAME": "lvzhi", "USER": "lvzhi", "HOST": "/run/PG"}),
        ("host=/run/postgresql dbname=lvzhi", {"NAME": "lvzhi", "HOST": "/run/postgresql"}),
        ("postgres://a.example:1,b.example:2/lvzhi?target_session_attrs=read-write",
         {"NAME": "lvzhi", "HOST": "a.example,b.example", "PORT": "1,2",
          "OPTIONS": {"target_session_attrs": "read-write"}}),
    ],
)  # fmt: skip
def test_every_form_that_postgresql_knows(monkeypatch: pytest.MonkeyPatch, address: str, means: dict[str, Any]) -> None:
    assert made_of(monkeypatch, address) == means


def test_only_default_is_guarded_and_options_of_the_address_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://h/lvzhi?options=-c%20statement_timeout%3D5s")
    both = databases()
    assert both["default"]["OPTIONS"]["options"] == f"-c statement_timeout=5s {GUARD}"
    assert both["signin"]["OPTIONS"]["options"] == "-c statement_timeout=5s"


def test_statements_are_prepared_on_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://h/lvzhi")
    assert all(one["OPTIONS"].items() >= PREPARED.items() for one in databases().values())


@pytest.mark.parametrize("address", ["mysql://h/lvzhi", "postgres://h/lvzhi?nonsense=1", "lvzhi"])
def test_what_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="not an address"):
        databases()
