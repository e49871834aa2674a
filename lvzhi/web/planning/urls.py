"""Addresses of coverage, of the planner and of the brief before a visit."""

from django.urls import URLPattern, path

from lvzhi.web.planning import brief_views, coverage_views, views

urlpatterns: list[URLPattern] = [
    path("coverage/", coverage_views.coverage, name="coverage"),
    path("coverage/below/", coverage_views.coverage_below, name="coverage_below"),
    path("coverage/people/<int:pk>/", coverage_views.coverage_of, name="coverage_of"),
    path("coverage/units/<int:pk>/", coverage_views.coverage_in, name="coverage_in"),
    path("plan/", views.plan, name="plan"),
    path("customers/<int:pk>/brief/", brief_views.customer_brief, name="customer_brief"),
    path("customers/<int:pk>/brief/print/", brief_views.customer_brief_print, name="customer_brief_print"),
]
