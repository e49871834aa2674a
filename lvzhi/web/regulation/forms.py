"""The bank's own wording of a clause."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lvzhi.web.forms import ActionForm


class BankTextForm(ActionForm):
    """One field: the bank's paragraph, pasted from its own paper."""

    text = forms.CharField(
        label=_("The bank's own wording"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Shown beside our restated words to everybody in the bank. Leave empty to show none."),
    )
