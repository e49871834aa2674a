"""Addresses of the off-post register."""

from django.urls import URLPattern, path

from lvzhi.contacts.registers import ABSENCES
from lvzhi.web.contacts import back_views, outing_views
from lvzhi.web.contacts.details import absence, absences
from lvzhi.web.register.urls import register_urls

urlpatterns: list[URLPattern] = [
    path("new/", outing_views.new_absence, name="new_absence"),
    path("now/", outing_views.out_at_present, name="out_now"),
    path("<int:pk>/back/", back_views.come_back_page, name="come_back"),
    path("<int:pk>/change/", outing_views.change_outing, name="change_absence"),
    path("<int:pk>/check/", outing_views.check_absence, name="check_absence"),
    *register_urls(ABSENCES, listed="absences", one="absence", listing=absences, detail=absence),
]
