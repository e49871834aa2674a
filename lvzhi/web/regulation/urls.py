"""Addresses of the regulation: the index of clauses, a clause, the bank's own words."""

from django.urls import path

from lvzhi.web.regulation import views

urlpatterns = [
    path("", views.index, name="regulation"),
    path("<str:code>/", views.clause, name="clause"),
    path("<str:code>/text/", views.text, name="clause_text"),
]
