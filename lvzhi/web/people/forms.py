"""The forms of units, people, posts and deputies."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from lvzhi.core.days import DayField
from lvzhi.people.models import Role, Staff, Unit
from lvzhi.people.names import narrow
from lvzhi.web.forms import ActionForm
from lvzhi.web.people.picking import StaffPick, UnitPick

SIGNS = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", _("Letters and figures only."))
FIGURES = RegexValidator(r"^\+?\d{5,18}$", _("This is no telephone number."))


class Narrow(forms.CharField):
    """A code or number; full-width signs and blanks from somewhere else do no harm."""

    def to_python(self, value: Any) -> Any:
        return narrow(super().to_python(value) or "")


class Phone(Narrow):
    def to_python(self, value: Any) -> Any:
        return super().to_python(value).replace("-", "")


class UnitForm(ActionForm):
    """A unit and where it belongs."""

    code = Narrow(label=_("Unit code"), max_length=20, validators=[SIGNS])
    name = forms.CharField(label=_("Unit name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind of unit"), choices=Unit.Kind.choices)
    parent = UnitPick(label=_("Belongs to"), help_text=_("Type its name or code and choose it."))

    def __init__(self, *args: Any, top: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if top:
            del self.fields["parent"]  # the head office belongs to nothing


class CloseForm(ActionForm):
    last = DayField(label=_("Last day"), help_text=_("From the day after, the unit is no longer there."))


class PersonForm(ActionForm):
    """Somebody who works at the bank."""

    number = Narrow(
        label=_("Employee number"), max_length=20, validators=[SIGNS], help_text=_("What the person signs in with.")
    )
    name = forms.CharField(label=_("Name"), max_length=30)
    phone = Phone(label=_("Phone"), max_length=20, required=False, validators=[FIGURES])
    email = forms.EmailField(label=_("Email"), required=False)


class PostForm(ActionForm):
    """A post at a unit, from a day on."""

    unit = UnitPick(label=_("Unit"), help_text=_("Type its name or code and choose it."))
    role = forms.TypedChoiceField(label=_("Post"), choices=Role.choices, coerce=int)
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"), required=False, help_text=_("Empty as long as no end is in sight."))


class LastDayForm(ActionForm):
    last = DayField(label=_("Last day"), required=False, help_text=_("Empty as long as no end is in sight."))


class DeputyForm(ActionForm):
    """Who stands in for somebody, from a day on."""

    deputy = StaffPick(label=_("Deputy"), help_text=_("Type name, pinyin, initials or number and choose."))
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"), required=False, help_text=_("Empty as long as no end is in sight."))
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


def person_initial(staff: Staff) -> dict[str, Any]:
    return {name: getattr(staff, name) for name in ("number", "name", "phone", "email")}


def unit_initial(unit: Unit) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in ("code", "name", "kind", "parent")}
