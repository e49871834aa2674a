"""Addresses of what is written: a new log, a note to a log, a comment on it."""

from django.urls import URLPattern, path

from lvzhi.web.worklog import form_views as views

urlpatterns: list[URLPattern] = [
    path("new/", views.new_log, name="new_log"),
    path("<int:pk>/notes/", views.log_note, name="log_note"),
    path("<int:pk>/comments/", views.log_comment, name="log_comment"),
]
