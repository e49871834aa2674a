"""The tests' own ground: one connection within a transaction, the product's two when asked."""

import pytest
from django.db import InternalError, connections, transaction

from lvzhi.core.writing import writing
from lvzhi.people.models import Staff


def test_signin_sees_what_default_has_not_committed(db: None) -> None:
    Staff.objects.using("default").create(number="T1", name="甲")
    assert Staff.objects.using("signin").filter(number="T1").exists()


def test_a_guarded_connection_cannot_write_outside_an_action(guarded: None) -> None:
    with pytest.raises(InternalError, match="read-only"):
        Staff.objects.using("default").create(number="T2", name="乙")


def test_an_action_writes_through_default_and_the_library_through_signin(guarded: None) -> None:
    with writing():
        person = Staff.objects.create(number="T3", name="丙")
        assert person._state.db == "default"
    person.name = "丁"
    person.save()
    assert person._state.db == "signin"
    assert Staff.objects.get(number="T3").name == "丁"


def test_the_two_connections_are_apart_only_when_guarded(guarded: None) -> None:
    assert connections["signin"] is not connections["default"]
    with transaction.atomic(), pytest.raises(InternalError):
        Staff.objects.using("default").create(number="T4", name="戊")
