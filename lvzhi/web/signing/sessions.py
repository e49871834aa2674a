"""Sessions: one query brings who is here, and the clock says when it is over."""

import datetime as dt
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from lvzhi.core.clock import now
from lvzhi.core.models import TrailLine
from lvzhi.people.models import FailedSignIn, Session
from lvzhi.people.sql import OpenSession, open_session

SIGNED_IN = "sign_in"  # what a session knows of its own sign-in: token, idle seconds, end, what comes first
WAITING = dt.timedelta(hours=1)  # for which a session is kept in which nobody has signed in yet
NOTED = dt.timedelta(minutes=1)  # a session's last moment is written down at most this often
REMEMBERED = dt.timedelta(days=1)  # for which wrong passwords are kept


class SessionStore(DatabaseStore):
    """The session together with its person."""

    row: OpenSession | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        self.row = open_session(self.session_key) if self.session_key else None
        if self.row is None or (self.row.staff is None and self.row.expire_date <= now()):
            self._session_key = None
            return {}
        return self.decode(self.row.data)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        at = now()
        known = data.get(SIGNED_IN)
        return Session(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            staff_id=data.get(SESSION_KEY),
            seen_at=at,
            expire_date=dt.datetime.fromisoformat(known["until"]) if known else at + WAITING,
        )

    @classmethod
    def clear_expired(cls) -> None:
        """Remove what is over. A session that nobody came back to gets its last line on the trail."""
        at = now()
        over = Session.objects.using("signin").filter(expire_date__lt=at)
        people = over.exclude(staff=None).select_related("staff")
        unnoticed = [row for row in people if is_the_one(row.staff, cls().decode(row.session_data))]
        TrailLine.objects.using("signin").bulk_create(
            TrailLine(at=at, by_id=row.staff_id, action="session.expired", ref=f"staff/{row.staff_id}")
            for row in unnoticed
        )
        over.delete()
        FailedSignIn.objects.using("signin").filter(at__lt=at - REMEMBERED).delete()

    @classmethod
    async def aclear_expired(cls) -> None:
        await sync_to_async(cls.clear_expired)()


def is_the_one(staff: Any, data: Any) -> bool:
    """Whether this session is the one that counts, or another sign-in has taken its place."""
    return bool(staff.session_key) and data.get(SIGNED_IN, {}).get("token") == staff.session_key


def note_seen(session: SessionStore, at: dt.datetime) -> None:
    """Write down that somebody is here, at most once a minute."""
    row = session.row
    if row is not None and at - row.seen_at >= NOTED:
        Session.objects.using("signin").filter(session_key=row.session_key).update(seen_at=at)


def ends_at(session: SessionStore) -> dt.datetime | None:
    """When this session is over if nothing more is asked for; nothing when nobody is signed in."""
    known, row = session.get(SIGNED_IN), session.row
    if not known or row is None:
        return None
    idle = row.seen_at + dt.timedelta(seconds=known["idle"])
    return min(idle, row.expire_date)
