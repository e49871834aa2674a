"""Addresses of appointments."""

from django.urls import URLPattern, path

from lvzhi.contacts.registers import APPOINTMENTS
from lvzhi.web.contacts import appointment_views
from lvzhi.web.contacts.details import appointment, appointments
from lvzhi.web.register.urls import register_urls

urlpatterns: list[URLPattern] = [
    path("new/", appointment_views.new_appointment, name="new_appointment"),
    path("<int:pk>/move/", appointment_views.move, name="move_appointment"),
    path("<int:pk>/off/", appointment_views.call_off, name="call_off_appointment"),
    *register_urls(APPOINTMENTS, listed="appointments", one="appointment", listing=appointments, detail=appointment),
]
