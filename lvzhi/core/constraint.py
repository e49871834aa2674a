"""What the database refuses, said in words beside the field it is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


@contextmanager
def refusals(**words: dict[str, str]) -> Iterator[None]:
    """Name the constraints that may stand in the way, each with what to say beside which field."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = broken(error)
        if name not in words:
            raise
        raise ValidationError(words[name]) from error


def broken(error: IntegrityError) -> str:
    """The constraint that PostgreSQL named."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "")
