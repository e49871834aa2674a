"""Addresses of the maintenance record."""

from django.urls import URLPattern, path

from lvzhi.contacts.registers import CONTACTS
from lvzhi.web.contacts import contact_views
from lvzhi.web.contacts.details import contact, contacts
from lvzhi.web.register.urls import register_urls

urlpatterns: list[URLPattern] = [
    path("new/", contact_views.new_contact, name="new_contact"),
    path("<int:pk>/review/", contact_views.review, name="review_contact"),
    path("<int:pk>/promises/<int:position>/", contact_views.promise, name="promise"),
    *register_urls(CONTACTS, listed="contacts", one="contact", listing=contacts, detail=contact),
]
