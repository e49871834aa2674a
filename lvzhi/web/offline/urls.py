"""Addresses of this area. A service worker answers for what lies below its own address, so it stands at the root."""

from django.urls import URLPattern, path

from lvzhi.web.offline import views

urlpatterns: list[URLPattern] = [
    path("sw.js", views.service_worker, name="service_worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.offline, name="offline"),
    path("offline/ready/", views.offline_ready, name="offline_ready"),
    path("offline/lost/", views.offline_lost, name="offline_lost"),
]
