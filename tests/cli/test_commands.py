"""Every command works straight away; mistakes get one line; with --json stdout holds the JSON alone."""

import datetime as dt
import json
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from lvzhi.core.clock import today
from lvzhi.regulation.text import CODES
from tests.cli.conftest import Lvzhi


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nightly", "--date", "2026-02-30"], "'2026-02-30' is not a date; write it as 2026-02-28"),
        (["nightly", "--date", "yesterday"], "'yesterday' is not a date"),
        (["serve", "--port", "99999"], "'99999' is not a port"),
        (["dance"], "invalid choice"),
        ([], "required"),
        (["create-admin", "A1"], "--name"),
    ],
)
def test_a_mistake_is_answered_with_one_line(lvzhi: Lvzhi, words: list[str], says: str) -> None:
    done = lvzhi(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert says in done.stderr


def test_nightly_prints_json_alone_and_names_every_rule_asked(from_nothing: Lvzhi) -> None:
    done = from_nothing("nightly", "--date", "2026-02-28", "--json")
    assert done.returncode == 0, done.stderr
    night = json.loads(done.stdout)
    assert list(night) == ["date", "workday", "raised", "settled", "escalated"]
    assert (night["date"], night["workday"]) == ("2026-02-28", True)
    assert night["raised"]
    assert set(night["raised"].values()) == {0}
    assert "migrating" in done.stderr  # the database was empty, and logs go there


def test_a_holiday_is_no_working_day(lvzhi: Lvzhi) -> None:
    assert json.loads(lvzhi("nightly", "--date", "2026-02-20", "--json").stdout)["workday"] is False


def test_nightly_without_a_date_catches_up_to_today(lvzhi: Lvzhi) -> None:
    first = lvzhi("nightly", "--date", str(today() - dt.timedelta(days=3)))
    assert first.returncode == 0, first.stderr
    assert len(lvzhi("nightly").stdout.splitlines()) == 3
    assert json.loads(lvzhi("nightly", "--json").stdout)["date"] == str(today())


def test_a_date_beyond_the_calendar_is_named(lvzhi: Lvzhi) -> None:
    done = lvzhi("nightly", "--date", "1912-01-01", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the calendar does not reach 1912-01-01" in done.stderr


def test_clauses_prints_an_entry_for_every_code(lvzhi: Lvzhi) -> None:
    done = lvzhi("clauses", "--json")
    found = json.loads(done.stdout)
    assert [one["code"] for one in found] == list(CODES)
    parts = ["code", "title", "running", "rules", "checks", "forms", "registers", "pages", "excused"]
    assert all(list(one) == parts for one in found)


def test_two_first_commands_at_once_both_work(from_nothing: Lvzhi) -> None:
    with ThreadPoolExecutor(2) as two:
        done = list(two.map(lambda _: from_nothing("migrate"), range(2)))
    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    assert all(one.stdout.endswith(" 0 missing\n") for one in done)


def test_check_says_a_line_about_everything(lvzhi: Lvzhi) -> None:
    done = lvzhi("check")
    assert done.returncode == 0, done.stdout
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["ok"] * 7


def test_check_names_a_trail_that_was_tampered_with(lvzhi: Lvzhi, surroundings: dict[str, str]) -> None:
    with psycopg.connect(surroundings["DATABASE_URL"]) as connection:
        connection.execute("INSERT INTO core_seal (at, last, lines, digest) VALUES (now(), 5, 5, 'not its seal')")
    done = lvzhi("check")
    assert done.returncode == 1
    assert "wrong  trail: the seal of" in done.stdout


def test_a_database_that_does_not_answer_is_named(lvzhi: Lvzhi) -> None:
    done = lvzhi("nightly", "--json", DATABASE_URL="postgres://lvzhi@127.0.0.1:1/lvzhi")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("lvzhi: The database does not answer")
    assert lvzhi("check", DATABASE_URL="postgres://lvzhi@127.0.0.1:1/lvzhi").returncode == 1


def test_an_address_that_is_none_is_named(lvzhi: Lvzhi) -> None:
    done = lvzhi("migrate", DATABASE_URL="mysql://somewhere")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "DATABASE_URL is not an address of a PostgreSQL database" in done.stderr


def test_a_taken_port_is_named_before_anything_starts(lvzhi: Lvzhi) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = lvzhi("serve", "--port", str(port))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"Port {port} of 127.0.0.1 cannot be used" in done.stderr


def test_an_administrator_is_made_once(lvzhi: Lvzhi) -> None:
    secret = {"LVZHI_PASSWORD": "Correct-horse-9-staple"}
    done = lvzhi("create-admin", "A0001", "--name", "管理员", **secret)
    assert (done.returncode, done.stdout) == (0, "管理员 may sign in as A0001.\n"), done.stderr
    again = lvzhi("create-admin", "A0001", "--name", "管理员", **secret)
    assert (again.returncode, again.stdout) == (1, "")


def test_a_password_is_not_asked_for_without_a_terminal(surroundings: dict[str, str], lvzhi: Lvzhi) -> None:
    done = lvzhi("create-admin", "A0002", "--name", "管理员", LVZHI_PASSWORD="")
    assert done.returncode == 1
    assert "give it in LVZHI_PASSWORD" in done.stderr


def test_help_needs_no_database() -> None:
    from tests.cli.conftest import COMMAND

    done = subprocess.run([*COMMAND, "--help"], env={"PATH": ""}, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "nightly" in done.stdout
