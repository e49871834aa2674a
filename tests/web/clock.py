"""Another time of day for a test that goes through a page."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest import mock


@contextmanager
def at_moment(at: dt.datetime) -> Iterator[None]:
    """The edges believe that it is this moment."""
    with mock.patch("lvzhi.core.clock.timezone", SimpleNamespace(now=lambda: at)):
        yield
