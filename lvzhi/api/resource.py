"""A register as a resource: the list with the same filters, order and paging as on the page, and one row whole."""

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Annotated, Any, Protocol, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field, create_model
from pydantic_core import PydanticCustomError

from lvzhi.api.errors import REFUSALS, Refusal, Wrong
from lvzhi.api.operation import Needs, operation
from lvzhi.core.clock import date_of
from lvzhi.core.opening import open_row
from lvzhi.people.models import Staff
from lvzhi.records.filters import Scope
from lvzhi.records.listing import PAGE, Asked, Listing

M = TypeVar("M", bound=Model)
MOST = 200
TYPES: dict[str, Any] = {
    "text": str,
    "day": dt.date,
    "moment": dt.datetime,
    "instant": dt.datetime,
    "number": int,
    "amount": Decimal,
    "flag": bool,
}
SORT = "Name of a column, with a minus in front for downward"
PLACE = "Where the page begins, as `next` and `previous` give it"


def writable(text: str) -> str:
    """Words as the database can keep them."""
    if "\x00" in text:
        raise PydanticCustomError("null", _("Null characters are not allowed."))
    return text


class Exposed(Protocol[M]):
    """What can be told over the API: a register, or another list with its rows."""

    @property
    def kind(self) -> str: ...
    @property
    def model(self) -> type[M]: ...
    @property
    def name(self) -> Any: ...
    @property
    def one(self) -> Any: ...
    @property
    def needs(self) -> Needs: ...
    @property
    def listing(self) -> Listing[M]: ...
    @property
    def rows(self) -> Any: ...


Words = Annotated[str, AfterValidator(writable)]


class Counted(Schema):
    """How many rows there are, as far as counted."""

    value: int = Field(description="Rows counted")
    capped: bool = Field(description="There are more than counted")


def expose(
    router: Router, register: Exposed[M], *, path: str, whole: type[Schema], shown: Callable[[M], Schema]
) -> None:
    """Add the list and the single row of a register to the API; `shown` turns a row into its `whole` description."""
    with translation.override("en"):
        line, asking = line_of(register), asking_of(register)
        listed: Any = create_model(
            f"{register.model.__name__}List",
            __base__=Schema,
            items=(list[line], Field(description="The rows of this page")),  # type: ignore[valid-type]
            count=(Counted, Field(description="All rows that answer")),
            next=(str | None, Field(description="Address of the page after this one")),
            previous=(str | None, Field(description="Address of the page before this one")),
        )
        names, one = str(register.name), str(register.one)
    more: dict[str, Any] = {"needs": register.needs, "tags": [names]}

    def listing(request: HttpRequest, asked: Any) -> Any:
        given = {name: value for name, value in asked.dict().items() if value is not None}
        limit = int(given.pop("limit", PAGE))
        return page_of_rows(request, register, given, limit)

    listing.__annotations__["asked"] = Query[asking]  # type: ignore[misc, valid-type]
    listing.__name__ = f"list_{register.kind}"
    responses = REFUSALS | {200: listed, 422: Wrong}
    operation(
        router, "GET", path, response=responses, summary=f"{names}: list", operation_id=f"list_{register.kind}",
        description=f"{names} that you may see, filtered, ordered and page by page.", **more,
    )(listing)  # fmt: skip

    def single(request: HttpRequest, pk: int) -> Any:
        return shown(opened(request, register, pk))

    single.__name__ = f"get_{register.kind}"
    operation(
        router, "GET", f"{path}{{int:pk}}/", response=REFUSALS | {200: whole, 404: Refusal},
        summary=f"{one}: one, whole", operation_id=f"get_{register.kind}",
        description=f"{one} with everything that belongs to it. One that you may not see does not exist for you.",
        **more,
    )(single)  # fmt: skip


def page_of_rows(request: HttpRequest, register: Exposed[M], given: dict[str, Any], limit: int) -> dict[str, Any]:
    """One page of the list as plain values."""
    asked = register.listing.ask(scope_of(request), given)
    if asked.form.errors:
        raise ValidationError({name: list(errors) for name, errors in asked.form.errors.items()})
    page = asked.page(limit)
    columns = [one for one in register.listing.columns if one.screen]
    return {
        "items": [{"id": row.pk} | {one.name: one.value(row) for one in columns} for row in page.rows],
        "count": asked.count(page),
        "next": address(request, asked, page.after, limit),
        "previous": address(request, asked, page.before, limit),
    }


def address(request: HttpRequest, asked: Asked[Any], place: str | None, limit: int) -> str | None:
    size = {"limit": str(limit)} if limit != PAGE else {}
    return f"{request.path}{asked.query(place=place, **size)}" if place else None


def opened(request: HttpRequest, register: Exposed[M], pk: int) -> M:
    """One row of a register that this person may see."""
    row: M = visible(request, register.rows, pk)
    return row


def visible(request: HttpRequest, rows: Any, pk: int | None) -> Any:
    """What a number means, if this person may see it; a guess at another's is on the trail and finds nothing."""
    if pk is None:
        return None
    at = request.at  # type: ignore[attr-defined]
    tried = {"path": request.path[:200], "method": str(request.method)}
    row = open_row(rows, pk, by=request.user, at=at, **tried)
    if row is None:
        raise Http404
    return row


def scope_of(request: HttpRequest) -> Scope:
    staff, at = request.user, request.at  # type: ignore[attr-defined]
    assert isinstance(staff, Staff), "operations are for people who are signed in"
    return Scope(staff, date_of(at))


def line_of(register: Exposed[M]) -> type[Schema]:
    """A row of the list, by its columns."""
    fields: dict[str, Any] = {"id": (int, Field(description="Number of the record"))}
    for one in register.listing.columns:
        if one.screen:
            fields[one.name] = (TYPES[one.kind] | None, Field(description=str(one.label)))
    made: type[Schema] = create_model(f"{register.model.__name__}Line", __base__=Schema, **fields)
    return made


def asking_of(register: Exposed[M]) -> type[Schema]:
    """What the list can be asked, by its filters; the values are read by the same form as on the page."""
    fields: dict[str, Any] = {}
    for one in register.listing.filters:
        for name, field in one.fields(None).items():
            fields[name] = (str | None, Field(None, description=str(field.label), json_schema_extra=shape(field)))
    sorts = [column.name for column in register.listing.columns if column.sort]
    allowed = one_of([*sorts, *(f"-{name}" for name in sorts)])
    fields["sort"] = (str | None, Field(None, description=SORT, json_schema_extra=allowed))
    fields["place"] = (str | None, Field(None, description=PLACE))
    fields["limit"] = (int, Field(PAGE, ge=1, le=MOST, description="Rows of a page"))
    made: type[Schema] = create_model(f"{register.model.__name__}Asking", __base__=Schema, **fields)
    return made


def one_of(values: Iterable[str]) -> dict[str, Any]:
    return {"enum": list(values)}


def shape(field: forms.Field) -> dict[str, Any]:
    """What a value looks like, for the description alone."""
    if isinstance(field, forms.DateField):
        return {"format": "date"}
    if isinstance(field, forms.ModelChoiceField):
        return {"format": "number of the row"}
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return one_of(str(value) for value, _words in choices if value)
    return {"maxLength": field.max_length} if isinstance(field, forms.CharField) else {}
