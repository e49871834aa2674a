"""A rule is a function from a day to the duties owed because of that day."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateTimeField, Exists, F, Model, OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable

from lvzhi.core import clause as clauses
from lvzhi.core.calendar import Day
from lvzhi.duties.models import LIVING, Duty
from lvzhi.people.models import Role

NEVER = dt.datetime(3000, 1, 1, tzinfo=dt.UTC)
LOOK_BACK = dt.timedelta(days=90)
OWED = ["owner", "unit", "about", "opens", "due", "closes", "needed"]
COLUMNS = [*OWED, "rule", "clause", "proof"]
OWNER = 0  # a rung that tells the owner himself

Rows = QuerySet[Any, Any]
Moment = dt.datetime | Combinable


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: this long after the due moment (before it, when negative) tell that person.

    `fallback` is another post that serves as well when it is nearer up the tree.
    """

    after: dt.timedelta
    to: int
    fallback: int = 0


def before_due(length: dt.timedelta) -> Rung:
    """Remind the owner this long before the due moment."""
    return Rung(-length, OWNER)


SUPERVISOR = Rung(dt.timedelta(0), Role.SUPERVISOR, Role.DEPARTMENT_HEAD)


def tell(role: Role, **late: float) -> Rung:
    """Tell the nearest holder of this post upward when the duty is this late."""
    return Rung(dt.timedelta(**late), role)


@dataclass(frozen=True)
class Owed:
    """The query whose rows become duties; `after_fact` when each row comes from a fact of its own."""

    rows: Rows
    after_fact: bool


Ask = Callable[[Day], Owed | None]
Ladder = tuple[Rung, ...]


@dataclass(frozen=True)
class Rule:
    """One demand of a clause. The quote is our restated words for it, checked against the text."""

    name: str
    clause: str
    quote: str
    proof: str
    ask: Ask
    tell: Ladder | Callable[[dt.date], Ladder]
    since: dt.date
    until: dt.date
    at_once: type[Model] | None = None

    @property
    def meaning(self) -> str:
        return (self.ask.__doc__ or "").strip()

    def ladder(self, day: dt.date) -> Ladder:
        """The rungs on this day. A rung is known by its place, so those that a parameter adds come last."""
        return self.tell if isinstance(self.tell, tuple) else self.tell(day)

    def in_force(self, day: Day) -> bool:
        return self.since <= day.date <= self.until

    def rows(self, day: Day) -> Rows | None:
        """The rows of Duty which this rule adds on this day, still as a query; what nobody owes has no owner."""
        owed = self.ask(day)
        if owed is None:
            return None
        rows = owed.rows
        if owed.after_fact:
            # By the fact alone: it has its duty, whoever stands above by now; and who owes is asked of new facts only.
            there = Duty.objects.filter(rule=self.name, about=OuterRef("owed_about"), opens=OuterRef("owed_opens"))
            rows = rows.filter(~Exists(there))
        return self.columns(rows)

    def again(self, day: Day, *more: Combinable, opened: Day | None = None, living: bool = False) -> Rows | None:
        """All that this rule makes people owe on this day, whether it is written down or not.

        With `opened`, of facts only those of that day. With `living`, nothing that is done with, and of facts only what
        is still owed because of them. `more` are columns to go with each row. A row that nobody owes has no owner.
        """
        owed = self.ask(day)
        if owed is None:
            return None
        rows = owed.rows
        if living and owed.after_fact:
            # By the fact alone: who owes it is dear to find out, and few facts are left that somebody still owes.
            still = Duty.objects.living().filter(rule=self.name)
            rows = rows.filter(Exists(still.filter(about=OuterRef("owed_about"), opens=OuterRef("owed_opens"))))
        elif living:
            rows = rows.filter(~Exists(self.same(Duty.objects.exclude(LIVING))))
        if opened and owed.after_fact:
            rows = rows.filter(owed_opens__gte=opened.start, owed_opens__lt=opened.end)
        return self.columns(rows, *more)

    def same(self, duties: QuerySet[Duty]) -> QuerySet[Duty]:
        """The duty that a row of this rule would make, if it is there."""
        return duties.filter(
            rule=self.name, owner=OuterRef("owed_owner"), about=OuterRef("owed_about"), opens=OuterRef("owed_opens")
        )

    def columns(self, rows: Rows, *more: Combinable) -> Rows:
        """The rows in the order of COLUMNS."""
        owed_columns = [f"owed_{column}" for column in OWED]
        return rows.values_list(*owed_columns, Value(self.name), Value(self.clause), Value(self.proof), *more)


RULES: dict[str, Rule] = {}


def rule(
    clause: str,
    quote: str,
    *,
    proof: str,
    tell: Ladder | Callable[[dt.date], Ladder] = (SUPERVISOR,),
    since: dt.date = dt.date.min,
    until: dt.date = dt.date.max,
    at_once: type[Model] | None = None,
) -> Callable[[Ask], Ask]:
    """Make a function a rule of the regulation. The quote is the words of the clause it carries out.

    `at_once` is the kind of fact whose duty stands from its moment on, because it may be due before the next night.
    """

    def register(ask: Ask) -> Ask:
        name = ask.__name__
        RULES[name] = Rule(name, clause, quote, proof, ask, tell, since, until, at_once)
        clauses.register(clause, "rules", name)
        return ask

    return register


def owe(
    who: Rows,
    *,
    opens: Moment,
    due: Moment,
    owner: str | Combinable = "pk",
    unit: str | Combinable = "unit",
    about: Combinable = Value(""),
    closes: Moment | None = None,
    needed: int | Combinable = 1,
) -> Owed:
    """Say who owes what; nothing is read from the database.

    `closes` is the moment from which a fact no longer counts for this duty (the due moment, unless said otherwise).
    """
    rows: Rows = who.order_by().annotate(
        owed_owner=expression(owner),
        owed_unit=expression(unit),
        owed_about=about,
        owed_opens=moment(opens),
        owed_due=moment(due),
        owed_closes=moment(closes or due),
        owed_needed=Value(needed) if isinstance(needed, int) else needed,
    )
    return Owed(rows, after_fact=not isinstance(opens, dt.datetime))


def expression(what: str | Combinable) -> Combinable:
    return F(what) if isinstance(what, str) else what


def moment(at: Moment) -> Combinable:
    return Value(at, DateTimeField()) if isinstance(at, dt.datetime) else at
