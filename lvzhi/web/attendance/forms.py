"""The forms of leave (12.2): by half days, for hours of one day, the return, and what a leader orders."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.attendance.actions import Wish
from lvzhi.attendance.models import LeaveKind
from lvzhi.attendance.span import Span
from lvzhi.core.clock import ZONE
from lvzhi.core.days import ClockField, DayField, MomentField
from lvzhi.people.models import Staff
from lvzhi.web.files_field import attachments
from lvzhi.web.forms import ActionForm
from lvzhi.web.people.picking import StaffPick

KINDS = [(kind.value, kind.label) for kind in LeaveKind if kind != LeaveKind.MANDATORY]
STARTS = (("day", gettext_lazy("in the morning")), ("noon", gettext_lazy("at midday")))
ENDS = (("day", gettext_lazy("in the evening")), ("noon", gettext_lazy("at midday")))


class LeaveForm(ActionForm):
    """What is common to both: what for, where to, who stands in. Why it is late is asked only when it is."""

    clauses = ("12.2",)

    kind = forms.ChoiceField(label=gettext_lazy("Kind of leave"), choices=KINDS)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": gettext_lazy("Say why.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Where to"),
        max_length=100,
        error_messages={"required": gettext_lazy("Say where you can be found.")},
    )
    phone = forms.CharField(label=gettext_lazy("Can be reached at"), max_length=20)
    deputy = forms.ModelChoiceField(
        Staff.objects.none(), label=gettext_lazy("Deputy (B)"), required=False, empty_label="—"
    )
    late_reason = forms.CharField(label=gettext_lazy("Why it is entered afterwards"), max_length=200)
    files = attachments()  # type: ignore[assignment]

    when: tuple[str, ...] = ()

    def __init__(self, data: Any = None, sent: Any = None, *, people: "People", at: dt.datetime, **kwargs: Any) -> None:
        super().__init__(data, sent, **kwargs)
        self.order_fields(["kind", *self.when, "reason", "place", "phone", "deputy", "late_reason", "files"])
        self.span: Span | None = None
        asked = self.asked_for()
        self.fields["deputy"].queryset = people(asked)  # type: ignore[attr-defined]
        if asked is None or not asked.has_begun(at):
            del self.fields["late_reason"]

    def asked_for(self) -> Span | None:
        """From when to when, as far as it can be read before the form is looked at as a whole."""
        found = {name: self.value_of(name) for name in self.when}
        try:
            return None if None in found.values() else self.made(found)
        except ValidationError:
            return None

    def value_of(self, name: str) -> Any:
        try:
            return self.fields[name].clean(self[name].value())
        except ValidationError:
            return None

    def made(self, said: dict[str, Any]) -> Span:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if all(name in said for name in self.when):
            try:
                self.span = self.made(said)
            except ValidationError as wrong:
                self.add_error(None, wrong)
        return said

    def wish(self) -> Wish:
        """What was typed, as the action takes it."""
        said = self.cleaned_data
        assert self.span is not None, "the form is in order"
        given = {name: said[name] for name in ("kind", "reason", "place", "phone", "deputy", "files")}
        return Wish(span=self.span, late_reason=said.get("late_reason", ""), **given)


class DaysForm(LeaveForm):
    """Leave by half days."""

    first = DayField(label=gettext_lazy("First day"))
    begins = forms.ChoiceField(label=gettext_lazy("Begins"), choices=STARTS)
    last = DayField(label=gettext_lazy("Last day"))
    ends = forms.ChoiceField(label=gettext_lazy("Ends"), choices=ENDS)

    when = ("first", "begins", "last", "ends")

    def made(self, said: dict[str, Any]) -> Span:
        noon = {"from_noon": said["begins"] == "noon", "till_noon": said["ends"] == "noon"}
        return Span.of_days(said["first"], said["last"], **noon)


class HoursForm(LeaveForm):
    """Some hours of one day."""

    first = DayField(label=gettext_lazy("Date"))
    leaves = ClockField(label=gettext_lazy("Leaves at"))
    back = ClockField(label=gettext_lazy("Back by"))

    when = ("first", "leaves", "back")

    def made(self, said: dict[str, Any]) -> Span:
        return Span.of_hours(said["first"], said["leaves"], said["back"])


class People:
    """Who could stand in, for a stretch of time; for today as long as none is known."""

    def __init__(self, able: Any, otherwise: Span) -> None:
        self.able, self.otherwise = able, otherwise

    def __call__(self, span: Span | None) -> QuerySet[Staff]:
        found: QuerySet[Staff] = self.able(span or self.otherwise)
        return found


class BackForm(ActionForm):
    """Back again: since when, and after a mandatory leave what was handed back."""

    clauses = ("12.2",)

    back_at = MomentField(label=gettext_lazy("Back at"))
    handover = forms.CharField(
        label=gettext_lazy("What was handed back"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("Say what the deputy has handed back.")},
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, mandatory: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not mandatory:
            del self.fields["handover"]

    def clean_back_at(self) -> dt.datetime:
        back: dt.datetime = self.cleaned_data["back_at"]
        return back if back.tzinfo else back.replace(tzinfo=ZONE)


class RemarkForm(ActionForm):
    """A word to a step that needs none."""

    clauses = ("12.2",)

    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=300, required=False)


class OrderForm(ActionForm):
    """A mandatory leave: for whom, which days, who takes over."""

    clauses = ("12.2",)

    staff = StaffPick(label=gettext_lazy("For whom"), help_text=gettext_lazy("Type name or number and choose."))
    first = DayField(label=gettext_lazy("First day"))
    last = DayField(label=gettext_lazy("Last day"))
    deputy = StaffPick(label=gettext_lazy("Deputy (B)"), help_text=gettext_lazy("Somebody of the unit who is there."))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self.span: Span | None = None
        if "first" in said and "last" in said:
            if said["last"] < said["first"]:
                self.add_error("last", _("The last day lies before the first one."))
            else:
                self.span = Span.of_days(said["first"], said["last"])
        return said
