"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.workbench import views

urlpatterns: list[URLPattern] = [path("", views.workbench, name="workbench")]
