"""Days, moments and times of day as people type them into forms and addresses."""

import datetime as dt

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = dt.date(1950, 1, 1), dt.date(2099, 12, 31)
DAY, MOMENT, CLOCK = "%Y-%m-%d", "%Y-%m-%dT%H:%M", "%H:%M"  # as a browser's own fields want them


class DayField(forms.DateField):
    """A day within the times of the bank. Another one is a slip of the hand, and said beside the field."""

    widget = forms.DateInput({"type": "date", "min": f"{FIRST}", "max": f"{LAST}"}, format=DAY)
    default_validators = [MinValueValidator(FIRST), MaxValueValidator(LAST)]


class MomentField(forms.DateTimeField):
    """A day and a time of day at the bank."""

    widget = forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT)
    input_formats = (MOMENT, f"{MOMENT}:%S", f"{DAY} {CLOCK}")


class ClockField(forms.TimeField):
    """A time of day."""

    widget = forms.TimeInput({"type": "time"}, format=CLOCK)
