"""Letting somebody off a duty."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lvzhi.web.forms import ActionForm


class ExcuseForm(ActionForm):
    """The reason, which stays beside the duty for everybody who may see it."""

    reason = forms.CharField(
        label=_("Why this duty is excused"), max_length=300, min_length=4, widget=forms.Textarea(attrs={"rows": 3})
    )
