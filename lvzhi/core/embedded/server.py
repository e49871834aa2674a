"""Starting and stopping the embedded server.

Three lock files in the home settle everything between processes; the kernel lets go of them even after `kill -9`:

    turn.lock    held alone while somebody starts or stops the server
    users.lock   held together by every process that uses it; who leaves and finds nobody else stops the server
    server.lock  held by the server's own processes as long as one of them lives: a process number can be
                 given out again after a crash, a lock cannot
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from lvzhi.core.embedded.place import SYSTEM, Place, Trouble, make_folder, place, this_user
from lvzhi.core.embedded.wheel import RELEASE, binaries

ROLE = DATABASE = "lvzhi"
PATIENCE = 60  # seconds; a server that recovers from a crash needs some
LOG_LIMIT = 5_000_000
CALM = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}

SETTINGS = """\
# Written anew by Lvzhi at every start; your own settings go into local.conf beside this file.
hba_file = '{home}/pg_hba.conf'
ident_file = '{home}/pg_ident.conf'
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 192MB
effective_cache_size = 1GB
work_mem = 16MB
random_page_cost = 1.1
jit = off
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
log_checkpoints = off
{speed}include_if_exists = 'local.conf'
"""
CARELESS = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum_naptime = 10min\n"
STARTED: dict[Path, subprocess.Popen[bytes]] = {}  # servers that this process started, to be reaped by it
WHO = "# Only the accounts of pg_ident.conf get in, each vouched for by the kernel.\nlocal all all peer map=lvzhi\n"


@dataclass(frozen=True)
class Server:
    """The server of one home. `careless` is for tests: quick, and lost with the machine's power."""

    place: Place
    careless: bool = False

    @property
    def url(self) -> str:
        """The address in the form of DATABASE_URL; the client checks in turn whose server it talks to."""
        query = {"host": str(self.place.socket), "requirepeer": self.place.owner.pw_name}
        return f"postgres://{ROLE}@/{DATABASE}?{urlencode(query, quote_via=quote)}"

    @contextlib.contextmanager
    def used(self) -> Iterator[None]:
        """Runs the server for as long as anybody uses it."""
        self.place.open_home()
        with self._turn():
            self.place.prepare()
            self._start()
            users = self._lock_file("users.lock")
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield
        finally:
            with self._turn():
                os.close(users)  # a child that lives on still holds it, and so still counts
                self._stop_if_unused()

    @contextlib.contextmanager
    def lent(self) -> Iterator[None]:
        """Runs a spare server; afterwards it is gone with all it held."""
        try:
            with self.used():
                yield
        finally:
            shutil.rmtree(self.place.home, ignore_errors=True)
            shutil.rmtree(self.place.socket, ignore_errors=True)

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        lock = self._lock_file("turn.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _lock_file(self, name: str) -> int:
        return os.open(self.place.home / name, os.O_RDWR | os.O_CREAT, 0o600)

    def _free(self, name: str) -> bool:
        """Whether nobody holds the lock."""
        lock = self._lock_file(name)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(lock)
        return True

    def _start(self) -> None:
        """Uses the server that runs, waits for one that is going down, starts one if there is none."""
        deadline = time.monotonic() + PATIENCE
        while not self._free("server.lock"):
            if self._run("pg_isready", "-q", "-h", str(self.place.socket), check=False) == 0:
                return
            if time.monotonic() > deadline:
                raise Trouble(f"The database in {self.place.data} neither answers nor stops: see {self.place.log}")
            time.sleep(0.05)
        if not self.place.data.exists():
            self._create()
        self._same_release()
        self._write_settings()
        self._clear_away()
        lock = self._lock_file("server.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_SH)
            self._launch(lock)
        finally:
            os.close(lock)

    def _clear_away(self) -> None:
        """Nobody holds the server's lock, so none lives: what names one is left from a crash."""
        for leftover in (self.place.data / "postmaster.pid", *self.place.socket.iterdir()):
            leftover.unlink(missing_ok=True)

    def _launch(self, lock: int) -> None:
        """Starts the server by its own name, past every shell, and waits until it answers."""
        if self.place.log.exists() and self.place.log.stat().st_size > LOG_LIMIT:
            self.place.log.replace(self.place.log.with_suffix(".log.1"))
        if earlier := STARTED.pop(self.place.home, None):
            earlier.wait(PATIENCE)  # somebody else stopped it; its end is only heard of here
        command = ["-D", str(self.place.data), "-c", f"config_file={self.place.home / 'postgresql.conf'}"]
        with open(os.open(self.place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            process = subprocess.Popen(
                [binaries() / "postgres", *command],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=(lock,), **self._account,
            )  # fmt: skip
        STARTED[self.place.home] = process
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                if (self.place.data / "postmaster.pid").read_text().splitlines()[7:] == ["ready   "]:
                    return
            time.sleep(0.02)
        raise Trouble(f"The embedded database does not start; the end of {self.place.log} says:\n{self._log()}")

    def _stop_if_unused(self) -> None:
        if self._free("users.lock") and not self._free("server.lock"):
            self._run("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-t", str(PATIENCE),
                      "-D", str(self.place.data), check=False)  # fmt: skip
            if process := STARTED.pop(self.place.home, None):
                process.wait(PATIENCE)

    def _create(self) -> None:
        """A new cluster with the role and the database, put in place only when it is whole."""
        unfinished = self.place.home / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        os.chown(unfinished, self.place.owner.pw_uid, self.place.owner.pw_gid)
        sync = ("--no-sync",) if self.careless else ()
        self._run("initdb", "-D", str(unfinished), "-U", "postgres", "-A", "peer", "-E", "UTF8", "--no-locale",
                  "--no-instructions", *sync)  # fmt: skip
        may = "LOGIN CREATEDB" if self.careless else "LOGIN"
        self._run(
            "postgres", "--single", "-D", str(unfinished), "postgres",
            typed=f"CREATE ROLE {ROLE} {may};\nCREATE DATABASE {DATABASE} OWNER {ROLE};\n",
        )  # fmt: skip
        for name in ("postgresql.conf", "pg_hba.conf", "pg_ident.conf"):
            (unfinished / name).unlink()  # ours lie in the home
        unfinished.rename(self.place.data)

    def _same_release(self) -> None:
        made_by = (self.place.data / "PG_VERSION").read_text().strip()
        if made_by != RELEASE:
            raise Trouble(
                f"{self.place.data} was made by PostgreSQL {made_by}, and this version of Lvzhi brings "
                f"{RELEASE.removeprefix('pginstall')}: carry it over with pg_dump and pg_restore."
            )

    def _write_settings(self) -> None:
        """Lays the settings beside the data, out of the reach of the server's own account."""
        accounts = sorted({self.place.owner.pw_name, this_user().pw_name})
        names = "".join(f'lvzhi "{name}" {role}\n' for name in accounts for role in (ROLE, "postgres"))
        settings = SETTINGS.format(
            home=str(self.place.home).replace("'", "''"),
            socket=self.place.socket,
            speed=CARELESS if self.careless else "",
        )
        for name, text in (("postgresql.conf", settings), ("pg_hba.conf", WHO), ("pg_ident.conf", names)):
            path = self.place.home / name
            path.write_text(text, encoding="utf-8")
            path.chmod(0o644)

    def _run(self, program: str, *arguments: str, typed: str = "", check: bool = True) -> int:
        """Runs one of PostgreSQL's programs and reports its words when it fails."""
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            done = subprocess.run(
                [binaries() / program, *arguments],
                input=typed, stdout=said, stderr=said, text=True, check=False, **self._account,
            )  # fmt: skip
            if check and done.returncode:
                said.seek(0)
                raise Trouble(f"The embedded database could not run {program}: {said.read().strip()}")
        return done.returncode

    @property
    def _account(self) -> dict[str, Any]:
        """The server's programs run as its account, away from our terminal and surroundings."""
        owner = self.place.owner
        common = {"cwd": "/", "env": CALM, "umask": 0o077, "start_new_session": True}
        if os.geteuid() != 0:
            return common
        return common | {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def _log(self) -> str:
        with contextlib.suppress(OSError):
            return "\n".join(self.place.log.read_text(errors="replace").splitlines()[-5:])
        return ""


def url() -> str:
    """The address of this clone's embedded database, whether it runs or not."""
    return Server(place()).url


@contextlib.contextmanager
def running() -> Iterator[None]:
    """Holds the embedded server while the block runs; with DATABASE_URL there is nothing to hold."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with Server(place()).used():
        yield


def spare(home: str = "") -> Server:
    """A server for tests and measurements, in a new folder or one that `spare` made before."""
    as_root = os.geteuid() == 0
    if as_root:
        make_folder(SYSTEM)
    folder = Path(home or tempfile.mkdtemp(prefix="lvzhi-", dir=SYSTEM if as_root else None))
    if as_root:
        folder.chmod(0o711)
    return Server(Place(folder, place().owner), careless=True)


@contextlib.contextmanager
def throwaway() -> Iterator[str]:
    """Runs a spare server and gives its address."""
    server = spare()
    with server.lent():
        yield server.url
