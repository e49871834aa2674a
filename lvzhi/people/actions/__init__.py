"""What is done to units, people, posts and deputies."""

from lvzhi.people.actions.access import (
    change_password,
    choose_language,
    create_administrator,
    lock_person,
    reset_password,
    reset_second_factor,
    unlock_person,
)
from lvzhi.people.actions.files import import_people, upload_people
from lvzhi.people.actions.posts import (
    appoint,
    end_deputy,
    end_post,
    name_deputy,
    withdraw_deputy,
    withdraw_post,
)
from lvzhi.people.actions.staff import (
    change_staff,
    create_staff,
    issue_passwords,
)
from lvzhi.people.actions.units import change_unit, close_unit, create_unit, reopen_unit

__all__ = [
    "appoint",
    "change_password",
    "change_staff",
    "change_unit",
    "choose_language",
    "close_unit",
    "create_administrator",
    "create_staff",
    "create_unit",
    "end_deputy",
    "end_post",
    "import_people",
    "issue_passwords",
    "lock_person",
    "name_deputy",
    "reopen_unit",
    "reset_password",
    "reset_second_factor",
    "unlock_person",
    "upload_people",
    "withdraw_deputy",
    "withdraw_post",
]
