"""The `lvzhi` command. Words for people and logs go to stderr; with --json stdout holds the JSON alone."""

import argparse
import datetime as dt
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from lvzhi.cli.endings import leave, on_ending
from lvzhi.core.embedded import Trouble


class Parser(argparse.ArgumentParser):
    """Answers a mistake with one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (--help shows what it takes)\n")


def date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as 2026-02-28") from None


def port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; it is a number from 1 to 65535")
    return int(text)


def parser() -> Parser:
    top = Parser(prog="lvzhi", description="履职台 Lvzhi: a bank's working rules, running.")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND", parser_class=Parser)

    def command(name: str, run: str, words: str) -> Parser:
        made = commands.add_parser(name, help=words, description=words)
        made.set_defaults(run=run)
        return made

    for name, run, words in (
        (
            "demo",
            "lvzhi.demo.command:demo",
            "a branch with three months of work: loads it once, shows who may sign in, serves",
        ),
        ("serve", "lvzhi.cli.serving:serve", "the web server and one worker"),
    ):
        one = command(name, run, words)
        one.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        one.add_argument("--port", type=port, default=os.environ.get("PORT", "8000"), help="port (PORT, or 8000)")
        one.add_argument("--threads", type=int, default=8, help="requests worked on at a time (8)")
    worker = command(
        "worker", "lvzhi.cli.serving:worker", "background work and the clock; any number of machines may run one"
    )
    worker.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    night = command("nightly", "lvzhi.cli.commands:nightly", "runs the regulation for a day, or catches up to today")
    night.add_argument("--date", type=date, help="the day to run, as 2026-02-28; without it all days missed")
    night.add_argument("--json", action="store_true", help="print the result as JSON")
    clauses = command("clauses", "lvzhi.cli.commands:clauses", "what carries out each clause of the regulation")
    clauses.add_argument("--json", action="store_true", help="print it as JSON")
    command("migrate", "lvzhi.cli.commands:migrate", "brings the database up to this version")
    command("check", "lvzhi.cli.checking:check", "looks whether everything is in order")
    admin = command("create-admin", "lvzhi.cli.commands:create_admin", "makes a first administrator")
    admin.add_argument("number", help="employee number, which is also the name to sign in with")
    admin.add_argument("--name", required=True, help="the person's name")
    return top


def main(given: list[str] | None = None) -> None:
    """Runs a command; what the person can put right is one sentence and exit code 1."""
    asked = parser().parse_args(given)
    on_ending(leave)
    try:
        code = command_of(asked.run)(asked)
    except Trouble as trouble:
        sys.exit(f"lvzhi: {trouble}")
    except BrokenPipeError:  # whoever read along has enough
        code = 0
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    sys.exit(code)


def command_of(run: str) -> Callable[[Any], int]:
    """Imports the module only now, so that --help and mistakes are answered at once; the demo lies above this layer."""
    from importlib import import_module

    module, name = run.split(":")
    found: Callable[[Any], int] = getattr(import_module(module), name)
    return found


if __name__ == "__main__":
    main()
