"""What there is to say about a request; the button itself (`do`) says which."""

from django import forms
from django.utils.translation import gettext_lazy

from lvzhi.web.forms import ActionForm


class ApprovalForm(ActionForm):
    """The word of the one who decides, or the reason why a request is taken back."""

    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Needed to decline."),
    )
