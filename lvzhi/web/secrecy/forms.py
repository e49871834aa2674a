"""The forms of article 17."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.utils.translation import gettext_lazy

from lvzhi.core.days import DayField
from lvzhi.people.models import Staff
from lvzhi.secrecy.models import Kind
from lvzhi.web.forms import ActionForm
from lvzhi.web.signing.forms import password_field


class SignForm(ActionForm):
    """The agreement is read, agreed to, and signed with the password. What is typed here is never held."""

    held = False
    clauses = ("17",)

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = forms.BooleanField(
        label=gettext_lazy("I have read all of it and keep to it."),
        error_messages={"required": gettext_lazy("Tick this when you have read it.")},
    )
    password = password_field(
        gettext_lazy("Your password"),
        "current-password",
        help_text=gettext_lazy("It stands for your signature."),
    )

    def __init__(self, *args: Any, staff: Staff, fresh: bool, **kwargs: Any) -> None:
        """`fresh`: the password was given a moment ago, at the door."""
        super().__init__(*args, **kwargs)
        self.staff = staff
        if fresh:
            del self.fields["password"]

    def clean_password(self) -> str:
        """A wrong one counts like a wrong one at the door."""
        if not get_adapter().reauthenticate(self.staff, self.cleaned_data["password"]):
            raise get_adapter().validation_error("incorrect_password")
        return str(self.cleaned_data["password"])


class VersionForm(ActionForm):
    """Other words for the agreement."""

    clauses = ("17",)

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices)
    since = DayField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("Everybody signs anew by this day."),
    )
    zh = forms.CharField(
        label=gettext_lazy("Chinese text"),
        max_length=8000,
        widget=forms.Textarea({"rows": 24}),
        help_text=gettext_lazy("It binds. A blank line parts the articles; the first line of each is its heading."),
    )
    en = forms.CharField(label=gettext_lazy("English text"), max_length=12000, widget=forms.Textarea({"rows": 16}))
    why = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class DecideForm(ActionForm):
    """What there is to say about a version; the button itself (`do`) says what becomes of it."""

    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed to decline."),
    )


class UnmaskForm(ActionForm):
    """Why somebody needs a number whole."""

    clauses = ("17",)

    reason = forms.CharField(
        label=gettext_lazy("What you need it for"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class ExportForm(ActionForm):
    """What a file with customers' data is for."""

    clauses = ("17",)

    purpose = forms.CharField(
        label=gettext_lazy("What the file is for"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Who decides reads it; it stands in the file as well."),
    )
