"""Customers, the people one talks to there, and the file they come from."""

from django.urls import URLPattern, path

from lvzhi.web.customers import changes, copies, files, people, views

urlpatterns: list[URLPattern] = [
    path("", views.customers, name="customers"),
    path("excel/", copies.customers_excel, name="customers_excel"),
    path("find/", views.find_customers, name="find_customers"),
    path("new/", changes.new_customer, name="new_customer"),
    path("<int:pk>/", views.customer, name="customer"),
    path("<int:pk>/edit/", changes.edit_customer, name="edit_customer"),
    path("<int:pk>/tier/", changes.customer_tier, name="customer_tier"),
    path("<int:pk>/assign/", changes.customer_assign, name="customer_assign"),
    path("<int:pk>/close/", changes.customer_close, name="customer_close"),
    path("<int:pk>/reopen/", changes.customer_reopen, name="customer_reopen"),
    path("<int:pk>/people/new/", people.new_contact_person, name="new_contact_person"),
    *files.CUSTOMERS.urls(),
    path("people/<int:pk>/", people.contact_person, name="contact_person"),
    path("people/<int:pk>/retire/", people.retired_contact_person, name="retire_contact_person"),
]
