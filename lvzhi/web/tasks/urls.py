"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.tasks import views

urlpatterns: list[URLPattern] = [
    path("", views.tasks, name="tasks"),
    path("<int:pk>/", views.task, name="task"),
    path("of-log/<int:log>/", views.new_task, name="new_task"),
]
