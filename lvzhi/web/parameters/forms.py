"""The form that asks for another value of a parameter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lvzhi.core.days import DayField
from lvzhi.core.params import Parameter
from lvzhi.web.forms import ActionForm


class ValueForm(ActionForm):
    """A value, from a day on, and why."""

    value = forms.CharField(label=_("New value"), max_length=120)
    since = DayField(
        label=_("From this day on"),
        help_text=_("Tomorrow at the earliest: what was raised until then keeps its number."),
    )
    why = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, parameter: Parameter[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameter = parameter
        field = self.fields["value"]
        field.help_text = parameter.hint
        if isinstance(parameter.default, bool):
            field.widget = forms.Select(choices=[("true", _("yes")), ("false", _("no"))])
        elif isinstance(parameter.default, int):
            field.widget = forms.TextInput({"inputmode": "numeric", "class": "input-amount"})

    def clean_value(self) -> Any:
        """The value in its type; what is wrong with it is said beside the field."""
        typed = self.cleaned_data["value"]
        try:
            return self.parameter.parsed(typed)
        except ValidationError as wrong:
            raise ValidationError(wrong.messages) from wrong
