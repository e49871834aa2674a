"""The addresses that every register has: list and detail, Excel, print of the marked rows and of one row."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from lvzhi.records.register import OUTGOING, Register
from lvzhi.web.links import page_of
from lvzhi.web.page import Page, Shown, page
from lvzhi.web.register.copies import excel, printed_marked, printed_one
from lvzhi.web.register.detail import detail_of
from lvzhi.web.register.listing import list_of

LIST, DETAIL = "register/list.html", "register/detail.html"


def register_urls(
    register: Register[Any], *, listed: str, one: str, listing: Page | None = None, detail: Page | None = None
) -> list[URLPattern]:
    """The addresses of a register: `listed` and `one` are the names of its list and of one row.

    `listing` and `detail` are pages of the register's own where the common ones do not say enough.
    """
    return [
        path("", listing or list_page(register), {"names": names(listed, one)}, name=listed),
        path("excel/", excel_page(register, listed), name=f"{listed}_excel"),
        path("print/", print_page(register, listed), name=f"{listed}_print"),
        path("<int:pk>/", detail or detail_page(register), {"names": names(listed, one)}, name=one),
        path("<int:pk>/print/", print_one_page(register), name=f"{one}_print"),
    ]


def names(listed: str, one: str) -> dict[str, str]:
    """The names of a register's addresses, as its templates use them."""
    return {
        "listed": listed,
        "one": one,
        "excel": f"{listed}_excel",
        "print": f"{listed}_print",
        "print_one": f"{one}_print",
    }


def list_page(register: Register[Any]) -> Page:
    """The list, for a register that needs nothing of its own there."""

    @page(LIST, needs=register.needs, clauses=register.clauses)
    def listing(request: HttpRequest, names: dict[str, str]) -> Shown:
        return list_of(request, register, names)

    return listing


def detail_page(register: Register[Any]) -> Page:
    """One row, for a register that needs nothing of its own there: the blocks of its printed form."""

    @page(DETAIL, needs=register.needs, clauses=register.clauses)
    def detail(request: HttpRequest, pk: int, names: dict[str, str]) -> Shown:
        shown = detail_of(request, register, pk)
        return shown | {"names": names, "paper": register.form.paper(shown["row"])}

    return detail


def excel_page(register: Register[Any], listed: str) -> Page:
    @page(LIST, needs=register.needs)
    def to_excel(request: HttpRequest) -> HttpResponseBase:
        return excel(request, OUTGOING[register.kind], page_of(listed))

    return to_excel


def print_page(register: Register[Any], listed: str) -> Page:
    @page(LIST, needs=register.needs)
    def to_paper(request: HttpRequest) -> HttpResponseBase:
        return printed_marked(request, register, page_of(listed))

    return to_paper


def print_one_page(register: Register[Any]) -> Page:
    @page(DETAIL, needs=register.needs)
    def one_to_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
        return printed_one(request, register, pk)

    return one_to_paper
