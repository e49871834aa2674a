"""Addresses of a duty."""

from django.urls import path

from lvzhi.web.duties import views

urlpatterns = [
    path("<int:pk>/", views.duty, name="duty"),
    path("<int:pk>/excuse/", views.excuse, name="excuse_duty"),
]
