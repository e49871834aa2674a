"""A session that ends in the middle of a form: what was typed waits behind the sign-in page.

A form carries a signed mark of who opened it (`who`). When it arrives without a session, or with a token that an
earlier sign-in has made stale, its words are kept in the session; after signing in, the same person finds the form
again with what was typed, not yet sent. A form without the mark, such as one with passwords, is never kept.
"""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from lvzhi.web.links import page_of
from lvzhi.web.queued import is_queued

KEY = "held"
SALT = "lvzhi.held"
MOST = 100_000  # characters; a form is never larger, an attempt to fill the session is
LASTS = dt.timedelta(hours=1)
EXPIRED, REPLACED = "expired", "replaced"


def who_mark(staff_pk: int, form: str = "") -> str:
    """A hidden field in every form: what was typed is given back to the same person and into the same form."""
    return signing.dumps([staff_pk, form], salt=SALT)


def marked(data: QueryDict) -> tuple[int, str] | None:
    """Who opened this form, and which one it is; nothing when nobody's mark is on it."""
    try:
        staff_pk, form = signing.loads(data.get("who", ""), salt=SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return staff_pk, form


def hold(request: HttpRequest) -> bool:
    """Keep what was sent, if it is a form that somebody of this bank had opened. Files are not kept."""
    body = request.POST.urlencode() if request.method == "POST" else ""
    mark = marked(request.POST) if body and len(body) <= MOST else None
    if mark is None:
        return False
    request.session[KEY] = {
        "path": request.path,
        "body": body,
        "owner": mark[0],
        "form": mark[1],
        "until": (request.at + LASTS).isoformat(),  # type: ignore[attr-defined]
        "files": bool(request.FILES),
    }
    return True


def held_for(request: HttpRequest, form: str) -> QueryDict | None:
    """What this person had typed into this form on this page before the session ended; given back once."""
    kept: dict[str, Any] | None = request.session.get(KEY) if may_come_back(request) else None
    if not kept or kept["path"] != request.path or kept["form"] not in ("", form):
        return None
    del request.session[KEY]
    late = request.at > dt.datetime.fromisoformat(kept["until"])  # type: ignore[attr-defined]
    if late or kept["owner"] != request.user.pk:
        return None
    words = _("This has not been sent yet. What you had typed is here again: look it over and send it.")
    if kept["files"]:
        words = f"{words} {_('Files have to be chosen again.')}"
    messages.warning(request, words)
    return QueryDict(kept["body"])


def may_come_back(request: HttpRequest) -> bool:
    """A person looks at the form; a phone that puts it by is not given what comes back only once."""
    return request.method == "GET" and not is_queued(request)


def drop_of_others(request: HttpRequest, staff_pk: int) -> None:
    """At the moment of signing in: what somebody else had typed at this computer is not kept for longer."""
    if request.session.get(KEY, {}).get("owner", staff_pk) != staff_pk:
        del request.session[KEY]


def hold_and_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the sign-in page and keep what was sent, to be offered again afterwards."""
    held = hold(request)
    where = request.get_full_path() if held or request.method == "GET" else came_from(request)
    say_why(request, held=held)
    return go(request, f"{page_of('account_login')}?{urlencode({'next': where})}")


def hold_and_sign_agreement(request: HttpRequest) -> HttpResponse:
    """Send somebody to the confidentiality agreement, which comes before anything else; what was sent is kept."""
    held = hold(request)
    where = request.get_full_path() if held or request.method == "GET" else came_from(request)
    if held:
        messages.warning(request, _("What you typed is kept and comes back when you have signed."))
    after = f"?{urlencode({'next': where})}" if where != "/" else ""
    return go(request, f"{page_of('sign_agreement')}{after}")


def say_why(request: HttpRequest, *, held: bool) -> None:
    """Nobody is sent to the sign-in page without a word, when there was a session a moment ago."""
    ended = getattr(request, "ended", "")
    said = []
    if ended == REPLACED:
        said.append(_("You have signed in elsewhere, which ended the session here."))
        said.append(_("If that was not you, change your password."))
    elif ended == EXPIRED:
        said.append(_("Your session has ended. Please sign in again."))
    if held:
        said.append(_("What you typed is kept and comes back when you have signed in."))
    if said:
        messages.warning(request, " ".join(said))


def came_from(request: HttpRequest) -> str:
    """The page on which a button was pressed, where the address pressed is none to go to."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}):
        return "/"
    parts = urlsplit(said)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def go(request: HttpRequest, target: str) -> HttpResponse:
    """A redirect that htmx follows with the whole page."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    answer = redirect(target)
    answer.status_code = 303 if request.method == "POST" else 302
    return answer
