"""Targets, and the file they come from."""

from django.urls import URLPattern, path

from lvzhi.web.targets import files, views

urlpatterns: list[URLPattern] = [
    path("", views.targets, name="targets"),
    path("import/", files.upload, name="targets_files"),
    path("import/template/", files.blank, name="targets_template"),
    path("import/<int:pk>/", files.look, name="targets_file"),
    path("import/<int:pk>/problems/", files.problems, name="targets_problems"),
]
