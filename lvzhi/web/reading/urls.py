"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.reading import views

urlpatterns: list[URLPattern] = [path("", views.reading, name="reading")]
