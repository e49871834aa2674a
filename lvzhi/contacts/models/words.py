"""How one met, what for, and how content the customer was: the choices of contacts and appointments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How one met or spoke."""

    VISIT = "visit", _("Visit at the customer's")
    AT_BANK = "at_bank", _("Visit at the bank")
    CALL = "call", _("Phone call")
    VIDEO = "video", _("Video call")
    CHAT = "chat", _("Enterprise chat")
    EVENT = "event", _("Event")
    MASS = "mass", _("Mass message")
    OTHER = "other", _("Other")


FACE_TO_FACE = (Mode.VISIT, Mode.AT_BANK, Mode.EVENT)  # a door-to-door visit (16.1) is Mode.VISIT alone


class Purpose(models.TextChoices):
    """What a contact is for."""

    NEEDS = "needs", _("Needs")
    PRODUCTS = "products", _("Presenting products")
    SOLUTION = "solution", _("Discussing a solution")
    SIGNING = "signing", _("Signing")
    INSPECTION = "inspection", _("Inspection after the loan")
    COLLECTION = "collection", _("Collection")
    RELATION = "relation", _("Keeping up the relation")
    COMPLAINT = "complaint", _("Complaint")
    INFORMATION = "information", _("Gathering information")
    GREETING = "greeting", _("Holiday greeting")


class Satisfaction(models.IntegerChoices):
    """How content the customer is."""

    VERY_BAD = 1, _("Very dissatisfied")
    BAD = 2, _("Dissatisfied")
    FAIR = 3, _("Fair")
    GOOD = 4, _("Satisfied")
    VERY_GOOD = 5, _("Very satisfied")
