"""Commands that do one thing and end."""

import getpass
import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from lvzhi.cli.ground import bring_up_to_date, missing, ready
from lvzhi.core import embedded


@contextmanager
def words_aside() -> Iterator[TextIO]:
    """Whatever anything prints goes to stderr, programs that we start included; gives the real stdout."""
    sys.stdout.flush()
    real = os.dup(1)
    os.dup2(2, 1)
    try:
        with os.fdopen(os.dup(real), "w", encoding="utf-8") as out:
            yield out
            out.flush()
    finally:
        sys.stdout.flush()
        os.dup2(real, 1)
        os.close(real)


def tell(out: TextIO, value: Any) -> None:
    json.dump(value, out, ensure_ascii=False, indent=2)
    out.write("\n")


def nightly(asked: Namespace) -> int:
    """Runs one day, or all that were missed; a day in the past is run as of its 24:00."""
    with words_aside() as out, ready():
        from lvzhi.core.alone import alone
        from lvzhi.core.calendar import MissingDayError
        from lvzhi.core.clock import midnight_after, now
        from lvzhi.duties import engine

        at = now()
        try:
            with alone("duties", wait=True):
                if asked.date:
                    nights = [engine.nightly(asked.date, min(at, midnight_after(asked.date)))]
                else:
                    nights = engine.catch_up(at)
        except MissingDayError as error:
            print(f"lvzhi nightly: the calendar does not reach {error}", file=sys.stderr)
            return 2
        for night in nights[-1:] if asked.json else nights:
            if asked.json:
                tell(
                    out,
                    {
                        "date": night.date.isoformat(),
                        "workday": night.workday,
                        "raised": night.raised,
                        "settled": night.settled,
                        "escalated": night.escalated,
                    },
                )
            else:
                kind, raised = "working day" if night.workday else "day off", sum(night.raised.values())
                out.write(f"{night.date} {kind}: {raised=} settled={night.settled} escalated={night.escalated}\n")
    return 0


def clauses(asked: Namespace) -> int:
    """For each clause of the regulation: what carries it out, and whether it runs."""
    with words_aside() as out, ready():
        from lvzhi.regulation.index import report

        found = report()
        if asked.json:
            tell(out, found)
            return 0
        for one in found:
            state = "runs" if one["running"] else "excused" if one["excused"] else "-"
            out.write(f"{one['code']:<8}{state:<9}{one['title']}\n")
    return 0


def migrate(asked: Namespace) -> int:
    """Every command does this by itself; this one does nothing else."""
    with embedded.running():
        from lvzhi.cli.ground import set_up

        set_up()
        steps = bring_up_to_date()
        print(f"{steps} steps taken, {len(missing())} missing")
    return 0


def create_admin(asked: Namespace) -> int:
    """Makes an administrator, who manages people and parameters and sees no customer."""
    secret = os.environ.get("LVZHI_PASSWORD") or ask_twice()
    with ready():
        from django.core.exceptions import ValidationError

        from lvzhi.core.clock import now
        from lvzhi.people.actions import create_administrator

        try:
            made = create_administrator(None, at=now(), number=asked.number, name=asked.name, password=secret)
        except ValidationError as error:
            raise embedded.Trouble(" ".join(error.messages)) from error
        print(f"{made.name} may sign in as {made.number}.")
    return 0


def ask_twice() -> str:
    if not sys.stdin.isatty():
        raise embedded.Trouble("There is no terminal to ask for the password: give it in LVZHI_PASSWORD.")
    secret = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != secret:
        raise embedded.Trouble("The two passwords differ.")
    return secret
