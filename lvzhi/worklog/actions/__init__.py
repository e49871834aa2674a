"""What is done with logs and daily reports."""

from lvzhi.worklog.actions.logs import add_note, comment_on_log, file_work_log, read_log
from lvzhi.worklog.actions.reports import note_reports, report

__all__ = ["add_note", "comment_on_log", "file_work_log", "note_reports", "read_log", "report"]
