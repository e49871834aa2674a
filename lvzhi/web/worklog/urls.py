"""Addresses of this area: the register of work logs, and what is written into it."""

from django.urls import URLPattern

from lvzhi.web.register.urls import register_urls
from lvzhi.web.worklog.detail import log
from lvzhi.web.worklog.form_urls import urlpatterns as writing
from lvzhi.web.worklog.list import logs
from lvzhi.worklog.register import WORK_LOGS

urlpatterns: list[URLPattern] = [
    *writing,
    *register_urls(WORK_LOGS, listed="logs", one="log", listing=logs, detail=log),
]
