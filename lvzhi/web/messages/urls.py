"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.messages import views

urlpatterns: list[URLPattern] = [
    path("", views.messages, name="messages"),
    path("<int:pk>/", views.message, name="message"),
]
