"""Units, people, posts and deputies; and the file they come from."""

from django.urls import URLPattern, path

from lvzhi.web.people import files, posts, staff, units, views

urlpatterns: list[URLPattern] = [
    path("", views.people, name="people"),
    path("find/", views.find_people, name="find_people"),
    path("<int:pk>/", views.person, name="person"),
    path("new/", staff.new_person, name="new_person"),
    path("<int:pk>/edit/", staff.edit_person, name="edit_person"),
    path("<int:pk>/posts/new/", posts.new_post, name="new_post"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/withdraw/", posts.withdrawn_post, name="withdraw_post"),
    path("<int:pk>/deputies/new/", posts.new_deputy, name="new_deputy"),
    path("deputies/<int:pk>/", posts.deputy, name="deputy"),
    path("deputies/<int:pk>/withdraw/", posts.withdrawn_deputy, name="withdraw_deputy"),
    path("units/new/", units.new_unit, name="new_unit"),
    path("units/<int:pk>/", views.unit, name="unit"),
    path("units/<int:pk>/edit/", units.edit_unit, name="edit_unit"),
    path("units/<int:pk>/close/", units.closed_unit, name="close_unit"),
    path("units/<int:pk>/reopen/", units.reopened_unit, name="reopen_unit"),
    path("units/<int:pk>/passwords/", staff.passwords, name="unit_passwords"),
    *files.PEOPLE.urls(),
]
