"""The anatomy of a register, declared once: list, detail, Excel, print, API, permission and trail follow from it.

A new register is a model, an action, a form, a page and one declaration like lvzhi/worklog/register.py.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from lvzhi.core import clause
from lvzhi.core.clock import date_of
from lvzhi.core.paper import Block, Paper, Printing
from lvzhi.people.models import Staff
from lvzhi.records.filters import Scope, Words
from lvzhi.records.listing import Listing
from lvzhi.records.models import Particulars

M = TypeVar("M", bound=Particulars)


@dataclass(frozen=True)
class Form(Generic[M]):
    """The printed form of a register: its own name, its number and version, what it shows, who signs."""

    title: str
    code: str
    version: str
    unit: Callable[[M], str]
    blocks: Callable[[M], Sequence[Block]]
    signs: Callable[[], Sequence[str]]

    def number(self, row: M) -> str:
        """The number of one sheet: "RZ-2026-000012"."""
        return f"{self.code}-{date_of(row.record.happened_at):%Y}-{row.pk:06}"

    def paper(self, row: M) -> Paper:
        return Paper(self.title, self.number(row), self.version, self.unit(row), self.blocks(row), self.signs())


Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Outgoing(Generic[Row]):
    """A list that can leave the house as Excel, whether a register or not.

    `holds_customers` says that its rows are customers' data: above a number of them somebody has to agree (17).
    """

    key: str
    name: Words
    title: str
    needs: Callable[[Staff | None, dt.date], bool]
    listing: Listing[Row]
    holds_customers: bool = False

    @property
    def ref(self) -> str:
        return f"register/{self.key}"


OUTGOING: dict[str, Outgoing[Any]] = {}


def outgoing(one: Outgoing[Row]) -> Outgoing[Row]:
    """Let a list leave as a file: what asks for it later finds it here."""
    OUTGOING[one.key] = one
    return one


@dataclass(frozen=True)
class Register(Generic[M]):
    """A kind of record with its list, form, print and export.

    `kind` is the kind of its records; `needs` says who may open the register at all, while `visible_to` of the model
    decides about each row; `whole` adds to a query what a page about one row reads. `holds_customers` says that
    the rows are customers' data, of which more than a few leave as a file only when somebody has agreed (17).
    """

    kind: str
    model: type[M]
    name: Words
    one: Words
    clauses: tuple[str, ...]
    needs: Callable[[Staff | None, dt.date], bool]
    listing: Listing[M]
    form: Form[M]
    whole: Callable[[QuerySet[M]], QuerySet[M]]
    holds_customers: bool = False

    @property
    def ref(self) -> str:
        return f"register/{self.kind}"

    @property
    def rows(self) -> Any:
        """All rows with everything that belongs to them; `visible_to` narrows them to what somebody may see."""
        return self.whole(self.model._default_manager.all())


REGISTERS: dict[str, Register[Any]] = {}


def register(one: Register[M]) -> Register[M]:
    """Enter a register in the house: the clause index, the attachments and the API find it here."""
    REGISTERS[one.kind] = one
    outgoing(Outgoing(one.kind, one.name, one.form.title, one.needs, one.listing, one.holds_customers))
    for code in one.clauses:
        clause.register(code, "registers", one.kind)
    return one


def seen_record(kind: str, pk: int, scope: Scope) -> Particulars | None:
    """The row of a record, when this person may see it; a kind without a register is seen by nobody."""
    found = REGISTERS.get(kind)
    if found is None or not found.needs(scope.staff, scope.day):
        return None
    row: Particulars | None = found.listing.seen(scope).filter(pk=pk).first()
    return row


def printed_by(staff: Staff, at: dt.datetime, ip: str | None) -> Printing:
    """The words across every sheet: name, number, moment and the end of the address it was asked from."""
    tail = ip.replace(":", ".").rpartition(".")[2] if ip else ""
    return Printing(staff.name, staff.number, at, f"IP·{tail}" if tail else "")
