"""Who wrote a record, in words: by name, or "B for A" when a deputy acted for somebody absent."""

from django.utils.translation import gettext as _

from lvzhi.records.models import Record


def author(record: Record) -> str:
    """The name to be shown wherever the author of a record is shown."""
    if record.instead_of is None:
        return record.by.name
    return _("%(deputy)s for %(absent)s") % {"deputy": record.by.name, "absent": record.instead_of.name}
