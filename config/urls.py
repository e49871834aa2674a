"""Every address of Lvzhi."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("lvzhi.web.signing.account_urls")),
    path("api/v1/", include("lvzhi.api.urls")),
    path("", include("lvzhi.web.urls")),
]

handler400 = "lvzhi.web.errors.bad_request"
handler403 = "lvzhi.web.errors.forbidden"
handler404 = "lvzhi.web.errors.not_found"
handler429 = "lvzhi.web.errors.too_many"
handler500 = "lvzhi.web.errors.server_error"
