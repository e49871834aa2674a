"""What the door keeps: who is signed in, which passwords were used, which were wrong."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """Somebody at a browser, signed in or about to be.

    A person has one session that counts: the one whose token stands in `Staff.session_key`. `expire_date` is the
    moment at which it ends whatever happens, `seen_at` the last minute in which something was asked for.
    """

    staff = models.ForeignKey("people.Staff", models.CASCADE, null=True, related_name="sessions")
    seen_at = models.DateTimeField()

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class UsedPassword(models.Model):
    """A password that somebody has had, as its hash, so that the next ones differ from it."""

    staff = models.ForeignKey("people.Staff", models.CASCADE, related_name="used_passwords")
    password = models.CharField(max_length=128)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["staff", "-id"], name="passwords_of_a_person")]


class FailedSignIn(models.Model):
    """A wrong password: enough of them lock the number, or the address they came from, for a while.

    Numbers that nobody has are counted like the others, so that the answers tell them apart from nobody.
    """

    number = models.CharField(max_length=64)
    ip = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["number", "at"], name="failures_of_a_number"),
            models.Index(fields=["ip", "at"], name="failures_from_an_address"),
        ]
