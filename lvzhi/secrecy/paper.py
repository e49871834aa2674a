"""The agreement on paper: 《保密承诺书》, with the whole text as it was signed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from lvzhi.core.clock import ZONE
from lvzhi.core.paper import Block, Facts, Words
from lvzhi.secrecy.models import Agreement
from lvzhi.secrecy.wording import articles


def agreement_blocks(one: Agreement) -> Sequence[Block]:
    """Who has signed with whom, what, and how it was confirmed."""
    return [
        Facts(
            [
                (_("Party A"), one.party.name),
                (_("Party B"), f"{one.owner.name} {one.owner.number}"),
                (_("Post"), f"{one.get_role_display()} · {one.unit.name}"),
                (_("Version"), f"{one.get_kind_display()} {one.version}"),
                (_("Signed"), f"{one.record.recorded_at.astimezone(ZONE):%Y-%m-%d %H:%M}"),
                (_("Valid until"), one.valid_until.isoformat()),
                (_("Confirmed by"), str(one.get_how_display())),
                (_("Checksum"), one.digest[:16]),
            ]
        ),
        *(Words(heading, text) for heading, text in articles(one.text)),
    ]


def agreement_signs() -> Sequence[str]:
    return _("Party A"), _("Party B")
