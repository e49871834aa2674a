"""Addresses of what is written: a new log, a note to a log, a comment on it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
