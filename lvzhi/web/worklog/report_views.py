"""The daily report: made with one tap, noted by the supervisor, many at once (13.1)."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.web import access, words
from lvzhi.web.back import back
from lvzhi.web.forms import open_form, perform
from lvzhi.web.page import Shown, page, who_and_when
from lvzhi.web.register.listing import list_of, scope_of
from lvzhi.web.worklog.form import day_of
from lvzhi.web.worklog.report_form import NotingForm, ReportForm
from lvzhi.worklog.actions import note_reports, report
from lvzhi.worklog.models import DailyReport
from lvzhi.worklog.params import REPORT_BY
from lvzhi.worklog.perms import keeps_logs
from lvzhi.worklog.queries import is_out, manager_units, outings_of, to_note
from lvzhi.worklog.reports import DAILY_REPORTS

MOST = 100


@page("worklog/reports.html", needs=DAILY_REPORTS.needs, clauses=DAILY_REPORTS.clauses)
def reports(request: HttpRequest, names: dict[str, str]) -> Shown:
    """All reports that somebody may see; who keeps logs makes one from here, who leads notes them."""
    scope = scope_of(request)
    more = {"keeps": keeps_logs(scope.staff, scope.day), "leads": access.leaders(scope.staff, scope.day)}
    return list_of(request, DAILY_REPORTS, names) | more


@page("worklog/report_form.html", needs=access.managers, clauses=("13.1",))
def new_report(request: HttpRequest) -> Shown | HttpResponse:
    """The report of one day. Sent without anything else it says: in person, now."""
    me, at = who_and_when(request)
    on = min(day_of(request.GET.get("on", "")) or date_of(at), date_of(at))
    known = DailyReport.objects.filter(owner=me, on=on).first()
    if known is not None and request.method == "GET":
        messages.info(request, _("The report of %(day)s is registered.") % {"day": words.day(on)})
        return redirect("report", pk=known.pk)
    if not manager_units(me, on):
        messages.warning(request, _("You held no post as a relationship manager on %(day)s.") % {"day": words.day(on)})
        return redirect("reports")
    given = {"on": on, "at": at, "outings": outings_of(me, on).select_related("customer")}
    form = open_form(request, ReportForm, initial=likely(me, at, on), **given)
    if request.method == "POST" and form.is_valid() and (made := send(request, form)) is not None:
        when = {"time": words.clock(made.told_at), "how": made.get_way_display()}
        messages.success(request, _("Registered: reported at %(time)s, %(how)s.") % when)
        return redirect(back(request) or "reports")
    return {"form": form, "on": on, "by": REPORT_BY.on(on), "is_today": on == date_of(at)}


def send(request: HttpRequest, form: ReportForm) -> DailyReport | None:
    """Register it."""
    said = {name: form.cleaned_data[name] for name in ("told_at", "way", "absence", "reason")}
    return perform(request, form, report, **said)


def likely(me: Staff, at: dt.datetime, on: dt.date) -> dict[str, object]:
    """Who is out now reports by phone, from that outing."""
    if on != date_of(at):
        return {}
    found: dict[str, object] = {"told_at": words.clock(at)}
    if is_out(me, at) and (outing := outings_of(me, on).first()) is not None:
        found |= {"way": DailyReport.Way.PHONE, "absence": outing.pk}
    return found


@page("worklog/noting.html", needs=access.leaders, clauses=("13.1",))
def note_daily_reports(request: HttpRequest) -> Shown | HttpResponse:
    """The reports of one's units not noted yet, all of them marked: one press signs them."""
    me, at = who_and_when(request)
    rows = to_note(me, date_of(at))
    form = open_form(request, NotingForm, rows=rows)
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["reports"])[:MOST]
        if perform(request, form, note_reports, reports=chosen, remark=form.cleaned_data["remark"]) is not None:
            said = ngettext("%(num)s report noted.", "%(num)s reports noted.", len(chosen)) % {"num": len(chosen)}
            messages.success(request, said)
            return redirect(back(request) or "note_reports")
    joined = rows.select_related("owner", "unit", "absence__customer", "record")
    found = list(joined.order_by("-on", "owner__pinyin", "pk")[: MOST + 1])
    return {"form": form, "reports": found[:MOST], "more": len(found) > MOST}
