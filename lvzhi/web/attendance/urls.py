"""Addresses of this area: the register of leave, and the steps of one leave."""

from django.urls import URLPattern, path

from lvzhi.attendance.register import LEAVES
from lvzhi.web.attendance import steps, views
from lvzhi.web.register.urls import register_urls

urlpatterns: list[URLPattern] = [
    path("new/", views.new_leave, name="new_leave"),
    path("order/", steps.ordered, name="order_leave"),
    path("<int:pk>/start/", steps.started, name="start_leave"),
    path("<int:pk>/withdraw/", steps.withdrawn, name="withdraw_leave"),
    path("<int:pk>/end/", steps.ended, name="end_leave"),
    path("<int:pk>/confirm/", steps.confirmed, name="confirm_leave"),
    *register_urls(LEAVES, listed="leaves", one="leave", listing=views.leaves, detail=views.leave),
]
