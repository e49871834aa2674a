"""What is shown masked, and may be shown whole with a reason: each model says so by its `masked_fields`."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

Mask = Callable[[str], str]


def masked_fields(model: type[Model] | None) -> Mapping[str, Mask]:
    """The fields of a model that are masked wherever it is shown, each with its mask."""
    found: Mapping[str, Mask] = getattr(model, "masked_fields", {})
    return found


def masked(row: Model, field: str) -> str:
    """The value as it is shown to everybody."""
    return masked_fields(type(row))[field](str(getattr(row, field)))


def title_of(row: Model) -> str:
    """Whose value it is, in short: the customer, and the person there. A row that says it itself has `whose`."""
    customer: Any = getattr(row, "customer", None)
    parts = [str(customer)] if customer is not None else []
    return (getattr(row, "whose", "") or " · ".join([*parts, str(row)]))[:120]


def name_of(model: type[Model], field: str) -> str:
    """What a field is called."""
    return str(model._meta.get_field(field).verbose_name)  # type: ignore[union-attr]
