"""The forms of the daily report: making it, and the supervisor's note under it (13.1)."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.contacts.models import Absence
from lvzhi.core.clock import date_of, moment
from lvzhi.core.days import ClockField
from lvzhi.web import words
from lvzhi.web.forms import ActionForm
from lvzhi.worklog.models import DailyReport


class OutingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An outing of the day by its time and place."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{words.clock(obj.leaves_at)} {obj.customer or obj.prospect or obj.place}"


class ReportForm(ActionForm):
    """One has reported: how and when; by phone with the outing or the reason. Without a time it is now."""

    clauses = ("13.1",)

    way = forms.ChoiceField(
        label=gettext_lazy("How"), choices=DailyReport.Way.choices, widget=forms.RadioSelect,
        initial=DailyReport.Way.IN_PERSON,
    )  # fmt: skip
    told_at = ClockField(label=gettext_lazy("Reported at"), required=False)
    absence = OutingField(
        Absence.objects.none(), label=gettext_lazy("Outing"), required=False, empty_label=gettext_lazy("none")
    )
    reason = forms.CharField(label=gettext_lazy("Why by phone"), max_length=200, required=False)

    def __init__(self, *args: Any, on: dt.date, at: dt.datetime, outings: QuerySet[Absence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.at = on, at
        self.fields["absence"].queryset = outings  # type: ignore[attr-defined]

    def clean_told_at(self) -> dt.datetime:
        """The time as a moment of the day that the address names."""
        time: dt.time | None = self.cleaned_data["told_at"]
        if time is None and self.on != date_of(self.at):
            raise forms.ValidationError(_("Say when you reported."))
        return self.at if time is None else moment(self.on, time)


class NotingForm(ActionForm):
    """The reports that a supervisor signs, one or many."""

    clauses = ("13.1",)

    reports = forms.ModelMultipleChoiceField(
        DailyReport.objects.none(),
        error_messages={"required": gettext_lazy("Mark the reports to be noted.")},
    )
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, rows: QuerySet[DailyReport], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reports"].queryset = rows  # type: ignore[attr-defined]
