"""Who may see a customer, written out for the statements behind a page."""

import datetime as dt
from typing import Any

from lvzhi.people.models import Staff
from lvzhi.people.queries import is_cleared, reads_everything, stands_in_for, tops

# Says of the customer `c` what `Customer.objects.visible_to` says: nothing is seen without a valid agreement (17).
SEEN = """
    %(cleared)s AND (%(reads_all)s OR c.manager_id = ANY(%(mine)s) OR c.backup_id = %(me)s
        OR c.unit_id IN (SELECT unit_id FROM people_unitancestor WHERE ancestor_id = ANY(%(tops)s)))
"""


def eyes(staff: Staff, day: dt.date) -> dict[str, Any]:
    """What `SEEN` wants to know about who looks."""
    return {
        "me": staff.pk,
        "cleared": is_cleared(staff, day),
        "reads_all": reads_everything(staff, day),
        "mine": [staff.pk, *stands_in_for(staff, day)],
        "tops": tops(staff, day),
    }
