"""A form with every widget, for the gallery alone; it leads to no action."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lvzhi.core.days import ClockField, DayField

MB = 1024 * 1024


class SampleForm(forms.Form):
    """One field of each kind."""

    done = forms.CharField(
        label=_("What was done"), widget=forms.Textarea, help_text=_("Drafted from today's records.")
    )
    plan = forms.CharField(label=_("Plan for the next working day"))
    amount = forms.DecimalField(
        label=_("Amount"),
        required=False,
        widget=forms.TextInput(attrs={"class": "input-amount", "inputmode": "decimal"}),
    )
    day = DayField(label=_("Day"))
    at = ClockField(label=_("Time"), required=False)
    count = forms.IntegerField(label=_("How many"), required=False, min_value=0)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("m", _("Marketing")), ("l", _("After the loan"))])
    way = forms.ChoiceField(
        label=_("How it was reported"), choices=[("p", _("in person")), ("t", _("by phone"))], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        required=False,
        choices=[("d", _("Deposits")), ("c", _("Credit")), ("s", _("Settlement"))],
        widget=forms.CheckboxSelectMultiple,
    )
    urgent = forms.BooleanField(label=_("Urgent"), required=False, help_text=_("Your supervisor hears of it at once."))
    paper = forms.FileField(
        label=_("Attachment"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.png,.docx,.xlsx", "data-max-bytes": str(20 * MB)}),
    )
