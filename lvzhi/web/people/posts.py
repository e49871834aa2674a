"""Posts begin and end: administrators. Somebody stands in for somebody: the person himself and who leads him."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from lvzhi.people.actions import appoint, end_deputy, end_post, name_deputy, withdraw_deputy, withdraw_post
from lvzhi.people.models import Deputy, Post, Role, Staff, Unit
from lvzhi.people.perms import may_end_deputy, may_end_post, may_name_deputy, may_run_another
from lvzhi.web import access
from lvzhi.web.forms import ActionForm, open_form, perform
from lvzhi.web.links import page_of
from lvzhi.web.loading import get_visible_or_404, must
from lvzhi.web.page import Shown, page
from lvzhi.web.people.asked import mine, number_asked
from lvzhi.web.people.forms import DeputyForm, LastDayForm, PostForm


@page("people/post_form.html", needs=access.administrators)
def new_post(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Appoint somebody."""
    me, today = mine(request)
    person: Staff = get_visible_or_404(request, Staff.objects.all(), pk)
    must(may_run_another, request, staff=person)
    unit = Unit.objects.visible_to(me, today).filter(pk=number_asked(request, "unit") or 0).first()
    form = open_form(request, PostForm, initial={"unit": unit, "role": Role.MANAGER, "first": today})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("unit", "role", "first", "last")}
        if perform(request, form, appoint, staff=person, **given) is not None:
            facts = {"name": person.name, "post": Role(given["role"]).label, "unit": given["unit"].name}
            messages.success(request, _("%(name)s: %(post)s, %(unit)s.") % facts)
            return redirect("person", pk=pk)
    return {"form": form, "person": person}


@page("people/post.html", needs=access.administrators)
def post(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """The last day of a post."""
    _me, today = mine(request)
    row: Post = get_visible_or_404(request, Post.objects.select_related("staff", "unit"), pk)
    must(may_end_post, request, post=row)
    form = open_form(request, LastDayForm, initial={"last": row.last or today})
    if request.method == "POST" and form.is_valid():
        if perform(request, form, end_post, post=row, last=form.cleaned_data["last"]) is not None:
            messages.success(request, _("The post is changed."))
            return redirect("person", pk=row.staff_id)
        row.refresh_from_db(fields=["during"])
    return {"form": form, "post": row, "ahead": row.first > today}


@page("people/confirm.html", needs=access.administrators)
def withdrawn_post(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Take back a post that has not begun."""
    row: Post = get_visible_or_404(request, Post.objects.select_related("staff", "unit"), pk)
    must(may_end_post, request, post=row)
    form = open_form(request, ActionForm)
    if request.method == "POST" and perform(request, form, withdraw_post, post=row) is not None:
        messages.success(request, _("The post is taken back."))
        return redirect("person", pk=row.staff_id)
    facts = {"name": row.staff.name, "post": Role(row.role).label, "unit": row.unit.name}
    words = {
        "title": _("Take the post back"),
        "why": _("%(name)s: %(post)s, %(unit)s.") % facts,
        "button": _("Take back"),
    }
    return {"form": form, "words": words, "back": page_of("person", pk=row.staff_id), "of": row.staff.name}


@page("people/deputy_form.html", needs=access.in_business)
def new_deputy(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Name who stands in."""
    _me, today = mine(request)
    person: Staff = get_visible_or_404(request, Staff.objects.all(), pk)
    must(may_name_deputy, request, staff=person)
    form = open_form(request, DeputyForm, initial={"first": today})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("deputy", "first", "last", "reason")}
        if perform(request, form, name_deputy, staff=person, **given) is not None:
            facts = {"deputy": given["deputy"].name, "name": person.name}
            messages.success(request, _("%(deputy)s stands in for %(name)s.") % facts)
            return redirect("person", pk=pk)
    return {"form": form, "person": person}


@page("people/deputy.html", needs=access.in_business)
def deputy(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """The last day of standing in."""
    _me, today = mine(request)
    row: Deputy = get_visible_or_404(request, Deputy.objects.select_related("staff", "deputy"), pk)
    must(may_end_deputy, request, deputy=row)
    form = open_form(request, LastDayForm, initial={"last": row.last or today})
    if request.method == "POST" and form.is_valid():
        if perform(request, form, end_deputy, deputy=row, last=form.cleaned_data["last"]) is not None:
            messages.success(request, _("Standing in is changed."))
            return redirect("person", pk=row.staff_id)
        row.refresh_from_db(fields=["during"])
    return {"form": form, "deputy": row, "ahead": row.first > today}


@page("people/confirm.html", needs=access.in_business)
def withdrawn_deputy(request: HttpRequest, pk: int) -> Shown | HttpResponse:
    """Take back a deputy whose days have not begun."""
    row: Deputy = get_visible_or_404(request, Deputy.objects.select_related("staff", "deputy"), pk)
    must(may_end_deputy, request, deputy=row)
    form = open_form(request, ActionForm)
    if request.method == "POST" and perform(request, form, withdraw_deputy, deputy=row) is not None:
        messages.success(request, _("Standing in is taken back."))
        return redirect("person", pk=row.staff_id)
    facts = {"deputy": row.deputy.name, "name": row.staff.name}
    words = {
        "title": _("Take back the deputy"),
        "why": _("%(deputy)s stands in for %(name)s.") % facts,
        "button": _("Take back"),
    }
    return {"form": form, "words": words, "back": page_of("person", pk=row.staff_id), "of": row.staff.name}
