"""Addresses of this area."""

from django.urls import URLPattern, path

from lvzhi.web.calendar import views

urlpatterns: list[URLPattern] = [
    path("", views.calendar, name="calendar"),
    path("<int:year>/", views.calendar, name="calendar_year"),
    path("day/", views.set_day, name="calendar_day"),
    path("notice/", views.notice, name="calendar_notice"),
    path("changes/<int:pk>/", views.calendar_change, name="calendar_change"),
]
