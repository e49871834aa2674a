"""Addresses of coverage and of the planner."""

from django.urls import URLPattern, path

from lvzhi.web.planning import coverage_views, views

urlpatterns: list[URLPattern] = [
    path("coverage/", coverage_views.coverage, name="coverage"),
    path("coverage/below/", coverage_views.coverage_below, name="coverage_below"),
    path("coverage/people/<int:pk>/", coverage_views.coverage_of, name="coverage_of"),
    path("coverage/units/<int:pk>/", coverage_views.coverage_in, name="coverage_in"),
    path("plan/", views.plan, name="plan"),
]
