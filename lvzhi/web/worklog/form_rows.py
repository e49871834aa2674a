"""Lists inside a form: some small forms under one name, to which one more can be added. Empty rows do not count."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.worklog.models import Difficulty, LogLine, PlanItem, PlanOutcome

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
ADD = "add"  # the name of the buttons that ask for one more row


class Row(forms.Form):
    """One row. It may stay empty; once something is in it, it must be complete."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, prefix: str) -> None:
        super().__init__(data, prefix=prefix, label_suffix="", empty_permitted=True)

    @property
    def is_filled(self) -> bool:
        return self.has_changed()


class LineRow(Row):
    """One thing done: from when to when, what kind of work, with whom, what, with which result."""

    starts = forms.TimeField(label=gettext_lazy("From"), widget=CLOCK)
    ends = forms.TimeField(label=gettext_lazy("To"), widget=CLOCK)
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
        return LogLine(**self.cleaned_data)


class DifficultyRow(Row):
    """Something that stands in the way, and who could help."""

    text = forms.CharField(label=gettext_lazy("Difficulty"), max_length=500, widget=forms.Textarea({"rows": 2}))
    helper = forms.CharField(label=gettext_lazy("Who could help"), max_length=60, required=False)
    urgent = forms.BooleanField(label=gettext_lazy("Urgent"), required=False)

    def made(self) -> Difficulty:
        return Difficulty(**self.cleaned_data)


class PlanRow(Row):
    """One thing to do next."""

    text = forms.CharField(label=gettext_lazy("Plan"), max_length=200)

    def made(self) -> PlanItem:
        return PlanItem(**self.cleaned_data)


class OutcomeRow(forms.Form):
    """What became of one planned thing. Nothing is chosen beforehand: it is the person who says so."""

    use_required_attribute = False

    result = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=PlanOutcome.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what became of it.")},
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, data: Any, *, item: PlanItem) -> None:
        super().__init__(data, prefix=f"outcome-{item.pk}", label_suffix="")
        self.item = item

    def made(self) -> PlanOutcome:
        return PlanOutcome(item=self.item, **self.cleaned_data)


R = TypeVar("R", bound=Row)


class Rows(Generic[R]):
    """The rows of one list. A hidden field counts them; a button named `add` asks for one more."""

    def __init__(self, form: type[R], name: str, data: Any, *, start: int, most: int) -> None:
        self.form, self.name, self.most = form, name, most
        count = start if data is None else counted(data.get(f"{name}-count"), start)
        if data is not None and data.get(ADD) == name:
            count += 1
        self.rows = [form(data, prefix=f"{name}-{n}") for n in range(min(count, most))]
        self.error = ""

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


def counted(text: str | None, start: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 4 else start
