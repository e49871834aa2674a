"""Lists inside a form: some small forms under one name, to which one more can be added. Empty rows do not count.

A row that a record fills in bears the record's name (`lines-r12`), not a number: what was typed into it stays with it
wherever it stands. A hidden field for each (`lines-from`) says that it is there.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Generic, TypeVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.core.days import ClockField
from lvzhi.desk.draft import Answer, Line, Proposal
from lvzhi.desk.draft.trace import credited
from lvzhi.web.worklog.sources import Source
from lvzhi.worklog.models import Difficulty, LogLine, PlanItem, PlanOutcome

ADD = "add"  # the name of the buttons that ask for one more row
NAME = re.compile(r"[a-z0-9-]{1,40}")  # how a row is called that a record fills in


Drafted = Line | Proposal


class Row(forms.Form):
    """One row. It may stay empty; once something is in it, it must be complete.

    `name` and `drafted` are those of a row that a record fills in; such a row can be left out.
    """

    use_required_attribute = False

    def __init__(self, data: Any = None, *, prefix: str, name: str = "", drafted: Drafted | None = None) -> None:
        initial = asdict(drafted) if drafted and data is None else None
        super().__init__(data, prefix=prefix, initial=initial, label_suffix="")
        self.name, self.drafted = name, drafted
        if name:
            self.fields["out"] = forms.BooleanField(label=_("Leave out"), required=False)

    @property
    def is_left_out(self) -> bool:
        return bool(self.name) and bool(self["out"].value())

    @property
    def is_filled(self) -> bool:
        values = [self[name].value() for name in self.fields if name != "out"]
        return not self.is_left_out and any(str(one).strip() for one in values if one)

    @property
    def source(self) -> Source | None:
        """The link to the record that fills it in."""
        return Source.of(self.drafted.ref) if self.drafted else None

    @property
    def errors(self) -> ErrorDict:
        """What is empty or left out lacks nothing."""
        return super().errors if self.is_filled else ErrorDict()

    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    def said(self) -> dict[str, Any]:
        """What was typed, checked."""
        return {name: value for name, value in self.cleaned_data.items() if name != "out"}


class LineRow(Row):
    """One thing done: from when to when, what kind of work, with whom, what, with which result."""

    starts = ClockField(label=gettext_lazy("From"))
    ends = ClockField(label=gettext_lazy("To"))
    work = forms.ChoiceField(
        label=gettext_lazy("Kind of work"), choices=[("", gettext_lazy("choose")), *LogLine.Work.choices]
    )
    whom = forms.CharField(label=gettext_lazy("Customer or place"), max_length=60, required=False)
    content = forms.CharField(label=gettext_lazy("What was done"), max_length=300)
    result = forms.CharField(label=gettext_lazy("Result"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("starts") and said.get("ends") and said["ends"] <= said["starts"]:
            self.add_error("ends", _("This is before it began."))
        return said

    def made(self) -> LogLine:
        line = LogLine(**self.said())
        return credited(line, self.drafted) if isinstance(self.drafted, Line) else line


class DifficultyRow(Row):
    """Something that stands in the way, and who could help."""

    text = forms.CharField(label=gettext_lazy("Difficulty"), max_length=500, widget=forms.Textarea({"rows": 2}))
    helper = forms.CharField(label=gettext_lazy("Who could help"), max_length=60, required=False)
    urgent = forms.BooleanField(label=gettext_lazy("Urgent"), required=False)

    def made(self) -> Difficulty:
        return Difficulty(**self.said())


class PlanRow(Row):
    """One thing to do next."""

    text = forms.CharField(label=gettext_lazy("Plan"), max_length=200)

    def made(self) -> PlanItem:
        return PlanItem(**self.said())


class OutcomeRow(forms.Form):
    """What became of one planned thing. Where a record of today suggests it, that is chosen and marked as such."""

    use_required_attribute = False

    result = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=PlanOutcome.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what became of it.")},
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, data: Any, *, item: PlanItem, answer: Answer | None = None) -> None:
        initial = asdict(answer) if answer else None
        super().__init__(data, prefix=f"outcome-{item.pk}", initial=initial, label_suffix="")
        self.item, self.answer = item, answer

    @property
    def source(self) -> Source | None:
        """The link to the record that suggests it."""
        return Source.of(self.answer.ref) if self.answer else None

    def made(self) -> PlanOutcome:
        return PlanOutcome(item=self.item, **self.cleaned_data)


R = TypeVar("R", bound=Row)


class Rows(Generic[R]):
    """The rows of one list: those that records fill in, then empty ones.

    A hidden field counts the empty ones, and a button named `add` asks for one more. A button whose value names a
    record (`lines:r12`) takes over what that record says by now.
    """

    def __init__(
        self,
        form: type[R],
        name: str,
        data: Any,
        *,
        start: int,
        most: int,
        drafted: Mapping[str, Drafted] | None = None,
    ) -> None:
        self.form, self.name, self.most = form, name, most
        self.drafted = drafted or {}
        count = start if data is None else counted(data.get(f"{name}-count"), start)
        wanted = data.get(ADD, "") if data is not None else ""
        count += wanted == name
        names = list(self.drafted) if data is None else known_in(data, name)
        self.rows = [self.row(data, one, drafted=self.drafted.get(one)) for one in names[:most]]
        if (one := wanted.removeprefix(f"{name}:")) in self.drafted and one not in names:
            self.rows.append(self.row(None, one, drafted=self.drafted[one]))
        self.blank_count = min(count, most - len(self.rows))
        self.rows += [form(data, prefix=f"{name}-{n}") for n in range(self.blank_count)]
        self.error = ""

    def row(self, data: Any, name: str, drafted: Drafted | None) -> R:
        """The row that a record fills in."""
        return self.form(data, prefix=f"{self.name}-{name}", name=name, drafted=drafted)

    @property
    def fresh(self) -> list[Drafted]:
        """What records say by now that is not in the form yet."""
        here = {row.name for row in self.rows}
        return [one for name, one in self.drafted.items() if name not in here]

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def blank(self) -> R:
        """A row for the browser to copy, so that one more appears at once."""
        return self.form(prefix=f"{self.name}-NUMBER")

    @property
    def filled(self) -> list[R]:
        return [row for row in self.rows if row.is_filled]

    def is_valid(self) -> bool:
        complete = [row.is_valid() for row in self.rows]  # every row says what it lacks
        return all(complete)


def known_in(data: Any, name: str) -> list[str]:
    """The rows in a form that records have filled in."""
    return [one for one in dict.fromkeys(data.getlist(f"{name}-from")) if NAME.fullmatch(one)]


def counted(text: str | None, start: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 4 else start
