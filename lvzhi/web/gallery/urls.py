"""Addresses of this area."""

from django.urls import path

from lvzhi.web.gallery.views import gallery

urlpatterns = [path("", gallery, name="gallery")]
