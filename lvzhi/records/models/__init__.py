"""What happened, and what people ask of each other because of it: tasks, messages, approvals."""

from lvzhi.records.models.approval import Approval, ApprovalQuerySet, Decision, Waiting
from lvzhi.records.models.message import Message, MessageQuerySet
from lvzhi.records.models.record import (
    ITSELF,
    Attachment,
    Filing,
    Particulars,
    Record,
    Withdrawal,
    attachment_path,
    file,
    filing,
    head,
    keep,
)
from lvzhi.records.models.sql import keep_whole
from lvzhi.records.models.task import Task, TaskDone, TaskQuerySet

__all__ = [
    "ITSELF",
    "Approval",
    "ApprovalQuerySet",
    "Attachment",
    "Decision",
    "Filing",
    "Message",
    "MessageQuerySet",
    "Particulars",
    "Record",
    "Task",
    "TaskDone",
    "TaskQuerySet",
    "Waiting",
    "Withdrawal",
    "attachment_path",
    "file",
    "filing",
    "head",
    "keep",
    "keep_whole",
]
