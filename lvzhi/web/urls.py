"""The pages by area; each folder holds its urls, views and forms."""

from django.urls import include, path

from lvzhi.web.secrecy.unmask import unmask

urlpatterns = [
    path("", include("lvzhi.web.workbench.urls")),
    path("logs/", include("lvzhi.web.worklog.urls")),
    path("reports/", include("lvzhi.web.worklog.report_urls")),
    path("reading/", include("lvzhi.web.reading.urls")),
    path("", include("lvzhi.web.planning.urls")),
    path("targets/", include("lvzhi.web.targets.urls")),
    path("tasks/", include("lvzhi.web.tasks.urls")),
    path("approvals/", include("lvzhi.web.approvals.urls")),
    path("leave/", include("lvzhi.web.attendance.urls")),
    path("messages/", include("lvzhi.web.messages.urls")),
    path("regulation/", include("lvzhi.web.regulation.urls")),
    path("duties/", include("lvzhi.web.duties.urls")),
    path("outings/", include("lvzhi.web.contacts.outing_urls")),
    path("contacts/", include("lvzhi.web.contacts.contact_urls")),
    path("appointments/", include("lvzhi.web.contacts.appointment_urls")),
    path("customers/", include("lvzhi.web.customers.urls")),
    path("people/", include("lvzhi.web.people.urls")),
    path("calendar/", include("lvzhi.web.calendar.urls")),
    path("parameters/", include("lvzhi.web.parameters.urls")),
    path("trail/", include("lvzhi.web.trail.urls")),
    path("go/", include("lvzhi.web.palette.urls")),
    path("attachments/", include("lvzhi.web.attachments.urls")),
    path("secrecy/", include("lvzhi.web.secrecy.urls")),
    path("exports/", include("lvzhi.web.secrecy.export_urls")),
    path("unmask/<slug:kind>/<int:pk>/<slug:field>/", unmask, name="unmask"),
    path("gallery/", include("lvzhi.web.gallery.urls")),
    path("me/", include("lvzhi.web.signing.urls")),
    path("", include("lvzhi.web.offline.urls")),
]
