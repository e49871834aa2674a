"""Addresses of this area: the register of work logs, and what is written into it."""

from django.urls import URLPattern

from lvzhi.web.worklog.form_urls import urlpatterns as writing

urlpatterns: list[URLPattern] = [*writing]
