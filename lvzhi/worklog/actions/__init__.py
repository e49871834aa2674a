"""What is done with logs and daily reports, and joining a contact."""

from lvzhi.worklog.actions.joining import join_contact
from lvzhi.worklog.actions.logs import add_note, comment_on_log, file_work_log, read_log
from lvzhi.worklog.actions.reports import note_reports, report

__all__ = ["add_note", "comment_on_log", "file_work_log", "join_contact", "note_reports", "read_log", "report"]
