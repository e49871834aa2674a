"""The names of the holidays in the reader's language."""

from django.utils.translation import gettext as _


def feast_name(name: str) -> str:
    """The holiday's name as people say it; what is not one of the statutory feasts stays as it was written."""
    names = {
        "New Year's Day": _("New Year's Day"),
        "Spring Festival": _("Spring Festival"),
        "Tomb-sweeping Day": _("Tomb-sweeping Day"),
        "Labour Day": _("Labour Day"),
        "Dragon Boat Festival": _("Dragon Boat Festival"),
        "Mid-autumn Festival": _("Mid-autumn Festival"),
        "National Day": _("National Day"),
    }
    return " · ".join(names.get(one, one) for one in name.split(", "))
