"""What is done with logs and daily reports, joining a contact, and bringing targets."""

from lvzhi.worklog.actions.joining import join_contact
from lvzhi.worklog.actions.logs import add_note, comment_on_log, file_work_log, read_log
from lvzhi.worklog.actions.reports import note_reports, report
from lvzhi.worklog.actions.targets import import_targets, upload_targets

__all__ = [
    "add_note",
    "comment_on_log",
    "file_work_log",
    "import_targets",
    "join_contact",
    "note_reports",
    "read_log",
    "report",
    "upload_targets",
]
