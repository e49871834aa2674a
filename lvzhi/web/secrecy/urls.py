"""Addresses of this area."""

from django.urls import include, path

from lvzhi.secrecy.register import AGREEMENTS
from lvzhi.secrecy.register_unmask import UNMASKINGS
from lvzhi.web.register.urls import register_urls
from lvzhi.web.secrecy import leaving, sign, versions
from lvzhi.web.secrecy.list import listing_of

shown = register_urls(UNMASKINGS, listed="unmaskings", one="unmasking", listing=listing_of(UNMASKINGS))
urlpatterns = [
    path("sign/", sign.sign, name="sign_agreement"),
    path("leaving/", leaving.leaving, name="leaving"),
    path("leaving/sign/", leaving.sign, name="sign_leaving"),
    path("taken/<int:pk>/", leaving.taken, name="taken"),
    path("versions/", versions.versions, name="agreement_versions"),
    path("versions/new/", versions.new_version, name="new_agreement_version"),
    path("versions/<int:pk>/", versions.version, name="agreement_version"),
    path(
        "shown/",
        include(register_urls(UNMASKINGS, listed="unmaskings", one="unmasking", listing=listing_of(UNMASKINGS))),
    ),
    *register_urls(AGREEMENTS, listed="agreements", one="agreement", listing=listing_of(AGREEMENTS)),
]
