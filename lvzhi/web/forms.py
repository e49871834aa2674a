"""How a form becomes an action: what is wrong stands beside its field, what was typed stays."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from lvzhi.core import clause as index
from lvzhi.web.held import held_for, who_mark

T = TypeVar("T")


class ActionForm(forms.Form):
    """The base of every form that leads to an action. `once` makes sending it twice the same as once.

    `held` says whether what is typed outlives the end of a session (lvzhi/web/held.py).
    """

    clauses: tuple[str, ...] = ()
    held = True
    label_suffix = ""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    who = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for code in cls.clauses:
            index.register(code, "forms", cls.__name__)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


F = TypeVar("F", bound=ActionForm)


def open_form(request: HttpRequest, form: type[F], *, initial: dict[str, Any] | None = None, **given: Any) -> F:
    """The form as sent, or empty with a fresh `once`, or as it was typed before the session ended."""
    if request.method == "POST":
        return form(request.POST, request.FILES, **given)
    held: QueryDict | None = held_for(request, form.__name__)
    if held is not None:
        return form(held, **given)
    fresh: dict[str, Any] = {"once": uuid.uuid4()}
    if form.held:
        fresh["who"] = who_mark(request.user.pk or 0, form.__name__)
    return form(initial=fresh | (initial or {}), **given)


def perform(request: HttpRequest, form: ActionForm, do: Callable[..., T], **given: Any) -> T | None:
    """Act with what the form says; what the action finds wrong is shown beside the field."""
    if not form.is_valid():
        return None
    try:
        at = request.at  # type: ignore[attr-defined]
        return do(request.user, at=at, once=form.cleaned_data["once"], **given)
    except ValidationError as wrong:
        add_errors(form, wrong)
        return None


def add_errors(form: forms.Form, wrong: ValidationError) -> None:
    """Errors of an action go to the field of their name, or to the top of the form when it has no such field."""
    if not hasattr(wrong, "error_dict"):
        form.add_error(None, wrong)
        return
    for name, errors in wrong.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
