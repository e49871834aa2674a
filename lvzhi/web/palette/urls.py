"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.palette import views

urlpatterns: list[URLPattern] = [
    path("", views.go, name="go"),
    path("find/", views.find, name="find"),
]
