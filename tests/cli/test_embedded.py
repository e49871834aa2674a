"""The embedded server, started and stopped for real: two commands at once, killed ones, and folders of other people."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from lvzhi.core import embedded
from lvzhi.core.embedded.place import SOCKET_LIMIT, SOCKET_NAME, SYSTEM, Place, Trouble, place
from lvzhi.core.embedded.server import Server
from lvzhi.core.embedded.wheel import binaries
from tests.cli.conftest import lives

ROOT = os.geteuid() == 0
HOLD = """
import sys
from pathlib import Path
from lvzhi.core.embedded.place import Place, place
from lvzhi.core.embedded.server import Server
server = Server(Place(Path(sys.argv[1]), place().owner), careless="careless" in sys.argv)
with server.used():
    print((server.place.data / "postmaster.pid").read_text().split()[0], flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the server's account can reach, as root too."""
    folder = Path(tempfile.mkdtemp(prefix="t-", dir=SYSTEM if ROOT else None))
    if ROOT:
        folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def server_in(home: Path, *, careless: bool = True) -> Server:
    return Server(Place(home, place().owner), careless)


class Holder:
    """Another process that uses the server."""

    def __init__(self, home: Path, *how: str) -> None:
        command = [sys.executable, "-c", HOLD, str(home), *how]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def up(self) -> int:
        """Waits until it runs; returns the server's process number."""
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def leave(self) -> None:
        self.process.communicate("")
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def answer(server: Server, question: str) -> str:
    with psycopg.connect(server.url) as connection:
        row = connection.execute(question).fetchone()
    assert row
    return str(row[0])


def test_a_new_server_is_closed_to_the_network_and_speaks_utf8(home: Path) -> None:
    server = server_in(home)
    with server.used():
        assert answer(server, "SHOW listen_addresses") == ""
        assert answer(server, "SHOW server_encoding") == "UTF8"
        assert answer(server, "SHOW timezone") == "Asia/Shanghai"
        assert answer(server, "SHOW jit") == "off"
        assert answer(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "False"
        assert server.place.socket.stat().st_mode & 0o777 == 0o700
        assert server.place.data.stat().st_mode & 0o777 == 0o700
        assert server.place.socket.stat().st_uid == server.place.owner.pw_uid


def test_two_commands_at_once_share_one_server_and_the_last_stops_it(home: Path) -> None:
    first, second = (
        Holder(home, "careless"),
        Holder(home, "careless"),
    )  # neither waits for the other: one of them makes the cluster
    pid = first.up()
    assert second.up() == pid
    first.leave()
    assert lives(pid)
    second.leave()
    assert not lives(pid)


def test_a_killed_command_does_not_keep_the_server_for_ever(home: Path) -> None:
    killed = Holder(home, "careless")
    pid = killed.up()
    killed.kill()
    assert lives(pid)
    after = Holder(home, "careless")
    assert after.up() == pid
    after.leave()
    assert not lives(pid)


def test_a_killed_server_is_started_again_with_its_data(home: Path) -> None:
    server = server_in(home, careless=False)
    holder = Holder(home)
    pid = holder.up()
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(pid, signal.SIGKILL)
    with server.used():
        assert int((server.place.data / "postmaster.pid").read_text().split()[0]) != pid
        assert answer(server, "SELECT n FROM kept") == "7"
        holder.leave()


def test_a_server_that_somebody_else_stopped_is_not_left_behind_dead(home: Path) -> None:
    server = server_in(home)
    with server.used():
        holder = Holder(home, "careless")
        pid = holder.up()
    holder.leave()
    assert Path(f"/proc/{pid}").exists(), "ended, and nobody has heard of it yet"
    with server.used():
        assert not Path(f"/proc/{pid}").exists()


def test_a_stale_pid_file_naming_a_living_process_is_no_server(home: Path) -> None:
    server = server_in(home)
    with server.used():
        pass
    with subprocess.Popen(["sleep", "60"]) as other:
        shutil.copy2(server.place.data / "postmaster.opts", server.place.data / "postmaster.pid")
        (server.place.data / "postmaster.pid").write_text(f"{other.pid}\n{server.place.data}\n1\n5432\n\n")
        with server.used():
            assert answer(server, "SELECT 1") == "1"
        other.kill()


def test_the_ground_holds_a_stop_that_comes_while_another_starts(home: Path) -> None:
    """Leaving and arriving interleave; whoever arrives always gets a server that answers."""
    server = server_in(home)
    with server.used():
        pass
    for _ in range(3):
        leaving = Holder(home, "careless")
        leaving.up()
        leaving.process.send_signal(signal.SIGINT)
        with server.used():
            assert answer(server, "SELECT 1") == "1"
        leaving.process.communicate()


@pytest.mark.parametrize("name", ["socket", "postgres"])
def test_a_folder_open_to_others_is_refused(home: Path, name: str) -> None:
    server = server_in(home)
    (home / name).mkdir()
    os.chown(home / name, server.place.owner.pw_uid, -1)
    (home / name).chmod(0o755)
    with pytest.raises(Trouble, match="open to other users"), server.used():
        pass
    assert (home / name).stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(not ROOT, reason="only root can give a folder away")
@pytest.mark.parametrize("name", ["socket", "postgres"])
def test_a_folder_of_somebody_else_is_refused(home: Path, name: str) -> None:
    (home / name).mkdir(mode=0o700)
    os.chown(home / name, 4321, -1)
    with pytest.raises(Trouble, match="belongs to somebody else"), server_in(home).used():
        pass


def test_a_link_in_place_of_the_socket_folder_is_refused(home: Path) -> None:
    (home / "elsewhere").mkdir(mode=0o700)
    (home / "socket").symlink_to(home / "elsewhere")
    with pytest.raises(Trouble, match="is not a folder"), server_in(home).used():
        pass


def test_a_home_with_a_long_name_has_its_socket_elsewhere(home: Path) -> None:
    deep = home / ("深" * 40)
    server = server_in(deep)
    assert len(os.fsencode(server.place.socket / SOCKET_NAME)) <= SOCKET_LIMIT
    with server.lent():
        assert answer(server, "SELECT 1") == "1"
        assert server.place.socket.stat().st_mode & 0o777 == 0o700
    assert not server.place.socket.exists()


def test_a_home_with_quotes_and_blanks_works(home: Path) -> None:
    server = server_in(home / 'the bank\'s, "own" place')
    with server.lent():
        assert answer(server, "SELECT 1") == "1"


@pytest.mark.skipif(not ROOT, reason="needs a second account")
def test_another_account_of_the_machine_gets_in_nowhere(home: Path) -> None:
    server = server_in(home)

    def as_nobody(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, user="nobody", extra_groups=[], capture_output=True, text=True, check=False)

    with server.used():
        for folder in (server.place.socket, server.place.data):
            assert as_nobody("ls", str(folder)).returncode != 0
        server.place.socket.chmod(0o777)  # even through an open door the server asks the kernel who is there
        (server.place.socket / SOCKET_NAME).chmod(0o777)
        knock = as_nobody(str(binaries() / "psql"), "-h", str(server.place.socket), "-U", "lvzhi", "-c", "SELECT 1")
        assert 'Peer authentication failed for user "lvzhi"' in knock.stderr


@pytest.mark.skipif(not ROOT, reason="for an ordinary user every folder of their own is in reach")
def test_root_is_told_when_the_server_cannot_reach_its_home(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(Trouble, match="cannot reach"), server_in(closed / "home").used():
        pass
    assert closed.stat().st_mode & 0o777 == 0o700


def test_data_of_another_release_is_left_alone(home: Path) -> None:
    server = server_in(home)
    with server.used():
        pass
    (server.place.data / "PG_VERSION").write_text("12\n")
    with pytest.raises(Trouble, match="made by PostgreSQL 12"), server.used():
        pass


def test_with_a_server_of_its_own_nothing_embedded_is_touched(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing")
    monkeypatch.setenv("LVZHI_HOME", str(home / "untouched"))
    with embedded.running():
        assert not (home / "untouched").exists()


def test_a_cluster_that_was_half_made_is_made_anew(home: Path) -> None:
    (home / "postgres.unfinished").mkdir()
    (home / "postgres.unfinished" / "base").write_text("half")
    server = server_in(home)
    with server.used():
        assert answer(server, "SELECT current_database()") == "lvzhi"
    assert not (home / "postgres.unfinished").exists()


def test_starting_a_server_that_exists_takes_a_moment(home: Path) -> None:
    server = server_in(home)
    with server.used():
        pass
    began = time.monotonic()
    with server.used():
        took = time.monotonic() - began
    assert took < 5
