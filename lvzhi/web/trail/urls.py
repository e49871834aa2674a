"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.trail import views

urlpatterns: list[URLPattern] = [
    path("", views.lines, name="trail"),
    path("seals/", views.seals, name="seals"),
]
