"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.approvals import views

urlpatterns: list[URLPattern] = [
    path("", views.approvals, name="approvals"),
    path("<int:pk>/", views.approval, name="approval"),
]
