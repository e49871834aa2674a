"""The bank's own words beside ours."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.models import BankText
from lvzhi.people.models import Staff
from lvzhi.regulation.perms import may_paste
from lvzhi.regulation.text import clauses


@action("regulation.paste_text", needs=may_paste)
def paste_text(by: Staff, *, at: dt.datetime, clause: str, text: str) -> BankText:
    """Put the bank's own wording of a clause beside ours; an empty one takes it away. Older ones are kept."""
    if clause not in clauses():
        raise ValidationError(_("There is no such clause."))
    return BankText.objects.create(clause=clause, text=text.strip(), by=by, at=at)
