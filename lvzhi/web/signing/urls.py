"""A person's own page, and what administrators do about somebody's access."""

from django.urls import path

from lvzhi.web.signing import views

urlpatterns = [
    path("", views.me, name="me"),
    path("password/", views.password, name="password"),
    path("language/", views.set_language, name="set_language"),
    path("access/<int:pk>/", views.access_of, name="access"),
    path("access/<int:pk>/password/", views.reset, name="access_reset"),
    path("access/<int:pk>/lock/", views.lock, name="access_lock"),
    path("access/<int:pk>/unlock/", views.unlock, name="access_unlock"),
    path("access/<int:pk>/second-factor/", views.second_factor, name="access_second_factor"),
]
