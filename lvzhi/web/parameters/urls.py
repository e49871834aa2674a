"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.parameters import views

urlpatterns: list[URLPattern] = [
    path("", views.parameters, name="parameters"),
    path("<str:key>/", views.parameter, name="parameter"),
]
