"""What can be asked for, in words. Each kind of request has its entry, so that no list shows a bare name."""

from django.utils.translation import gettext_lazy as _

from lvzhi.records.models import Approval
from lvzhi.web.asking import Asking, Facts
from lvzhi.web.attendance import says
from lvzhi.web.secrecy import says as secrecy


def titled(facts: Facts) -> str:
    return str(facts.get("title", ""))


OTHER = Asking(_("Request"), titled)
ASKINGS: dict[str, Asking] = {"leave": says.ASKING, "export": secrecy.ASKING}


def asking(kind: str) -> Asking:
    """How this kind of request is put into words."""
    return ASKINGS.get(kind, OTHER)


def what(approval: Approval) -> str:
    """One request in a line."""
    return in_a_line(approval.kind, approval.facts)


def in_a_line(kind: str, facts: Facts) -> str:
    return asking(kind).what(facts) or str(asking(kind).name)
