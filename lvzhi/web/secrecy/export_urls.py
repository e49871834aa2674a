"""Addresses of exports with customers' data."""

from django.urls import path

from lvzhi.secrecy.register_export import EXPORTS
from lvzhi.web.register.urls import register_urls
from lvzhi.web.secrecy import exports
from lvzhi.web.secrecy.list import listing_of

urlpatterns = [
    path("new/", exports.new_export, name="new_export"),
    path("<int:pk>/password/", exports.export_password, name="export_password"),
    path("<int:pk>/file/", exports.export_file, name="export_file"),
    *register_urls(EXPORTS, listed="exports", one="export", listing=listing_of(EXPORTS), detail=exports.export),
]
