"""A session that ends in the middle of a form: what was typed waits behind the sign-in page."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

KEY = "held"
SALT = "lvzhi.held"
MOST = 100_000  # characters; a form is never larger, an attempt to fill the session is


def who_mark(staff_pk: int) -> str:
    """A hidden field in every form, so that what was typed is given back to the same person alone."""
    return signing.dumps(staff_pk, salt=SALT)


def hold_and_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to the sign-in page and keep what was sent, to be offered again afterwards."""
    if request.method == "POST":
        body = request.POST.urlencode()
        if len(body) <= MOST:
            request.session[KEY] = {"path": request.path, "body": body}
    where = request.get_full_path() if request.method == "GET" else request.path
    target = f"{reverse('account_login')}?{urlencode({'next': where})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def held_for(request: HttpRequest) -> QueryDict | None:
    """What this person had typed on this page before the session ended; given back once."""
    kept: dict[str, Any] | None = request.session.get(KEY)
    if not kept or kept["path"] != request.path or request.method != "GET":
        return None
    del request.session[KEY]
    data = QueryDict(kept["body"])
    try:
        owner = signing.loads(data.get("who", ""), salt=SALT)
    except signing.BadSignature:
        return None
    return data if owner == request.user.pk else None
