"""The verbs of article 17."""

from lvzhi.secrecy.actions.agreement import (
    NOTICE,
    confirm_version,
    decline_version,
    propose_version,
    sign_agreement,
    sign_leaving,
)
from lvzhi.secrecy.actions.exporting import fetch, make_again, request_export, show_password
from lvzhi.secrecy.actions.unmasking import unmask

__all__ = [
    "NOTICE",
    "confirm_version",
    "decline_version",
    "fetch",
    "make_again",
    "propose_version",
    "request_export",
    "show_password",
    "sign_agreement",
    "sign_leaving",
    "unmask",
]
