"""The form of a work log (13)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.desk.draft import Draft, Proposal
from lvzhi.desk.draft.trace import answer_source, paragraph_source, plan_source
from lvzhi.web.files_field import attachments
from lvzhi.web.forms import ActionForm
from lvzhi.web.worklog.form_rows import ADD, DifficultyRow, LineRow, OutcomeRow, PlanRow, Rows
from lvzhi.worklog.models import LogComment, LogSource, PlanItem, PlanOutcome
from lvzhi.worklog.pages import LogPages


class LogForm(ActionForm):
    """A day of one's own. What the last log planned is asked for thing by thing."""

    clauses = ("13",)

    done = forms.CharField(
        label=gettext_lazy("Done today"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Say what was done today.")},
    )
    learned = forms.CharField(
        label=gettext_lazy("Thoughts and lessons"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    late_reason = forms.CharField(
        label=gettext_lazy("Why it is late"),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why the log is late.")},
    )
    files = attachments()  # type: ignore[assignment]

    def __init__(
        self,
        data: Any = None,
        sent: Any = None,
        *,
        asked: Sequence[PlanItem],
        late: bool,
        drafted: Draft | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, sent, **kwargs)
        self.drafted = drafted or Draft()
        self.initial["done"] = self.drafted.done
        if not late:
            del self.fields["late_reason"]
        lines = {one.row: one for one in self.drafted.lines}
        plan = {one.row: one for one in self.drafted.plan}
        self.outcomes = [OutcomeRow(data, item=item, answer=self.drafted.answer(item)) for item in asked]
        self.lines = Rows(LineRow, "lines", data, start=0, most=30, drafted=lines)
        self.difficulties = Rows(DifficultyRow, "difficulties", data, start=1, most=10)
        self.plan = Rows(PlanRow, "plan", data, start=max(1, 3 - len(plan)), most=20, drafted=plan)
        self.wants_row = data is not None and ADD in data

    @property
    def errors(self) -> ErrorDict:
        """A form that only asks for one more row is not judged yet."""
        return ErrorDict() if self.wants_row else super().errors

    def is_valid(self) -> bool:
        return not self.wants_row and super().is_valid()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        answered = [row.is_valid() for row in self.outcomes]
        if not all(answered):
            self.add_error(None, _("Say what became of each thing planned last time."))
        if not self.lines.is_valid():
            self.add_error(None, _("A line of the day is not complete."))
        if not self.difficulties.is_valid():
            self.add_error(None, _("A difficulty is not complete."))
        if self.plan.is_valid() and not self.plan.filled:
            self.plan.error = _("Plan at least one thing for the next working day.")
            self.add_error(None, self.plan.error)
        return said

    def pages(self) -> LogPages:
        """What was typed, as the action takes it, with what of it came from records."""
        said = self.cleaned_data
        plan = [row.made() for row in self.plan.filled]
        outcomes = [row.made() for row in self.outcomes]
        return LogPages(
            done=said["done"],
            lines=sorted((row.made() for row in self.lines.filled), key=lambda line: line.starts),
            outcomes=outcomes,
            difficulties=[row.made() for row in self.difficulties.filled],
            plan=plan,
            learned=said["learned"],
            late_reason=said.get("late_reason", ""),
            sources=self.sources(said["done"], outcomes, plan),
            files=said["files"],
        )

    def sources(self, done: str, outcomes: Sequence[PlanOutcome], plan: Sequence[PlanItem]) -> list[LogSource]:
        """Whence the fields came that are no line's."""
        rows = zip(plan, self.plan.filled, strict=True)
        answered = zip(outcomes, self.outcomes, strict=True)
        return [
            *paragraph_source(done, self.drafted.done, self.drafted.lines),
            *(answer_source(made, row.answer) for made, row in answered if row.answer),
            *(
                plan_source(item, row.drafted, n)
                for n, (item, row) in enumerate(rows, start=1)
                if isinstance(row.drafted, Proposal)
            ),
        ]


class NoteForm(ActionForm):
    """An addition to a log that is locked."""

    clauses = ("13",)

    text = forms.CharField(
        label=gettext_lazy("Addition or correction"),
        max_length=8000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Write what is to be added.")},
    )


class CommentForm(ActionForm):
    """What somebody says to a log, beside the part it is about."""

    clauses = ("13.2",)

    part = forms.ChoiceField(choices=LogComment.Part.choices, widget=forms.HiddenInput, initial=LogComment.Part.WHOLE)
    position = forms.IntegerField(min_value=0, max_value=99, widget=forms.HiddenInput, initial=0)
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Write the comment.")},
    )


def day_of(text: str) -> dt.date | None:
    """The day that an address names, or nothing."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
