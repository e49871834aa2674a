"""Addresses of the daily reports."""

from django.urls import URLPattern, path

from lvzhi.web.register.urls import register_urls
from lvzhi.web.worklog import report_views as views
from lvzhi.worklog.reports import DAILY_REPORTS

urlpatterns: list[URLPattern] = [
    path("new/", views.new_report, name="new_report"),
    path("note/", views.note_daily_reports, name="note_reports"),
    *register_urls(DAILY_REPORTS, listed="reports", one="report", listing=views.reports),
]
