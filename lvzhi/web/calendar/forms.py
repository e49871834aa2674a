"""The forms of the calendar: a day, a year's notice, and the little calculator."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lvzhi.core.calendar_reading import Row, read_excel, read_text
from lvzhi.core.days import DayField
from lvzhi.web.forms import ActionForm

MOST_BYTES = 1024 * 1024
WHY = 300
EXCEL = ".xlsx"


class CalculatorForm(forms.Form):
    """So many working days after a day."""

    date = DayField(label=_("After this day"))
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=999)


class DayForm(ActionForm):
    """One day, as the bank decides."""

    on = DayField(label=_("Day"))
    works = forms.TypedChoiceField(
        label=_("On this day"),
        choices=(("false", _("nobody works")), ("true", _("work goes on"))),
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Name of the day"), max_length=40, required=False, help_text=_("Such as: closed by typhoon.")
    )
    why = forms.CharField(label=_("Reason"), max_length=WHY, help_text=_("Who decided it, and in which document."))


class NoticeForm(ActionForm):
    """A year's notice, pasted or as an Excel sheet."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    text = forms.CharField(
        label=_("The notice"),
        required=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
        help_text=_("Paste the State Council's text as it is, or a table, CSV or JSON of date, kind and name."),
    )
    file = forms.FileField(
        label=_("Or an Excel sheet"),
        required=False,
        widget=forms.FileInput({"accept": EXCEL, "data-max-bytes": str(MOST_BYTES)}),
        help_text=_("First sheet, one day a row: date, kind (holiday or makeup), name."),
    )
    why = forms.CharField(label=_("Number of the document"), max_length=WHY)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(year, str(year)) for year in years]
        self.rows: list[Row] = []

    def clean(self) -> dict[str, Any]:
        """Read what was given; what cannot be read is said beside where it was given."""
        given = super().clean() or {}
        text, file = (given.get("text") or "").strip(), given.get("file")
        if "year" not in given:
            return given
        if bool(text) == bool(file):
            self.add_error("text", _("Give the notice either as text or as a sheet."))
        elif file and file.size > MOST_BYTES:
            self.add_error("file", _("The sheet is larger than 1 MB."))
        else:
            self.read("file" if file else "text", text, file)
        return given

    def read(self, name: str, text: str, file: Any) -> None:
        try:
            self.rows = read_excel(file) if file else read_text(text, int(self.cleaned_data["year"]))
        except ValidationError as wrong:
            self.add_error(name, wrong)
        else:
            if not self.rows:
                self.add_error(name, _("No day is named in it."))
