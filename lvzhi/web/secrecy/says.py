"""How a request to export customers' data is put."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvzhi.records.models import Approval
from lvzhi.web.asking import Asking, Facts, Pairs
from lvzhi.web.links import page_of


def what(facts: Facts) -> str:
    """Which list, how many rows."""
    return _("%(title)s, %(rows)s rows") % facts


def shown(approval: Approval) -> Pairs:
    """What who decides wants to know first."""
    facts = approval.facts
    return [(_("Rows"), f"{facts['rows']:,}"), (_("Purpose of the file"), facts["purpose"])]


def page(approval: Approval) -> str:
    return page_of("export", pk=approval.pk)


ASKING = Asking(gettext_lazy("Export of customer data"), what, page, shown)
