"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.reading import joining, views

urlpatterns: list[URLPattern] = [
    path("", views.reading, name="reading"),
    path("join/<int:pk>/", joining.join, name="join_contact"),
]
