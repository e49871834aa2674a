"""Targets, and the file they come from."""

from django.urls import URLPattern, path

from lvzhi.web.targets import files, views

urlpatterns: list[URLPattern] = [
    path("", views.targets, name="targets"),
    *files.TARGETS.urls(),
]
