"""Addresses of this area."""

from django.urls import path

from lvzhi.secrecy.register import AGREEMENTS
from lvzhi.web.register.urls import register_urls
from lvzhi.web.secrecy import sign, versions
from lvzhi.web.secrecy.list import agreements

urlpatterns = [
    path("sign/", sign.sign, name="sign_agreement"),
    path("versions/", versions.versions, name="agreement_versions"),
    path("versions/new/", versions.new_version, name="new_agreement_version"),
    path("versions/<int:pk>/", versions.version, name="agreement_version"),
    *register_urls(AGREEMENTS, listed="agreements", one="agreement", listing=agreements),
]
