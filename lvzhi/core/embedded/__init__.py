"""The embedded PostgreSQL: a bank's branch starts Lvzhi without installing a database.

Only the server's binaries come from a wheel; where it lives, who may reach it and how it starts and stops is decided
here. `DATABASE_URL` names a real server instead, and then nothing of this is touched.
"""

from lvzhi.core.embedded.place import Place, Trouble, home, place
from lvzhi.core.embedded.server import Server, running, spare, throwaway, url

__all__ = ["Place", "Server", "Trouble", "home", "place", "running", "spare", "throwaway", "url"]
