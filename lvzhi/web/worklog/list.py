"""The register of work logs as a page."""

from django.http import HttpRequest

from lvzhi.web.page import Shown, page
from lvzhi.web.register.listing import list_of, scope_of
from lvzhi.worklog.perms import keeps_logs
from lvzhi.worklog.register import WORK_LOGS


@page("worklog/list.html", needs=WORK_LOGS.needs, clauses=WORK_LOGS.clauses)
def logs(request: HttpRequest, names: dict[str, str]) -> Shown:
    """All logs that somebody may see; who keeps logs begins one from here."""
    scope = scope_of(request)
    return list_of(request, WORK_LOGS, names) | {"keeps": keeps_logs(scope.staff, scope.day)}
