"""A kept connection is looked at before each request, as Django does; the operating system is asked, not the server."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Whether the server is still at the other end. When it went away or sent something unasked, there is something
        to be read; then the server is asked, and a connection that is gone is opened anew."""
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN)
        return not waiting.poll(0) or bool(super().is_usable())
