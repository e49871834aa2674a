"""Days as people type them into forms and addresses."""

import datetime as dt

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST, LAST = dt.date(1950, 1, 1), dt.date(2099, 12, 31)


class DayField(forms.DateField):
    """A day within the times of the bank. Another one is a slip of the hand, and said beside the field."""

    default_validators = [MinValueValidator(FIRST), MaxValueValidator(LAST)]
