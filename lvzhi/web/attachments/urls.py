"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.attachments.views import attachment

urlpatterns: list[URLPattern] = [path("<int:pk>/", attachment, name="attachment")]
