"""Where Lvzhi keeps what it must not lose, and as whom the embedded server runs.

An ordinary user keeps everything in `var/` of the clone and runs the server as themselves. PostgreSQL refuses to run as
root, so root keeps everything under /var/lib/lvzhi and the server runs as the system user `lvzhi`. Folders that others
could read are never used, and a folder that was not made here is never opened wider.
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

CLONE = Path(__file__).resolve().parents[3]
SYSTEM = Path("/var/lib/lvzhi")
SYSTEM_USER = "lvzhi"
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_LIMIT = 107  # bytes of a socket's path that Linux accepts


class Trouble(Exception):  # noqa: N818 (it is a sentence for a person, not a fault of the program)
    """Something the person at the terminal can put right; its text says what."""


@dataclass(frozen=True)
class Place:
    """One home with its server: two clones never share one."""

    home: Path
    owner: pwd.struct_passwd

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def socket(self) -> Path:
        """The folder of the server's socket: in the home, or elsewhere when that path is too long for Linux."""
        inside = self.home / "socket"
        if fits(inside):
            return inside
        # never the session's runtime folder: it goes when its user signs out, and cron does not know it
        return Path("/tmp") / f"lvzhi-{self.owner.pw_uid}-{fingerprint(self.home)}"  # noqa: S108 (made and checked by us)

    def open_home(self) -> None:
        """Makes the home if it is missing; as root the server's account must be able to walk to it."""
        make_folder(self.home)
        if os.geteuid() == 0:
            within_reach(self.home, self.owner)

    def prepare(self) -> None:
        """Makes the socket's folder, and refuses folders that somebody else could reach into."""
        for folder in (self.data, self.socket):
            if folder.exists() or folder.is_symlink():
                refuse_unsafe(folder, self.owner)
        if not self.socket.exists():
            self.socket.mkdir(mode=0o700)
            os.chown(self.socket, self.owner.pw_uid, self.owner.pw_gid)
            refuse_unsafe(self.socket, self.owner)


def home() -> Path:
    """The folder of this clone's data: LVZHI_HOME, or a place that fits the user."""
    chosen = os.environ.get("LVZHI_HOME", "")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return SYSTEM / f"{CLONE.name}-{fingerprint(CLONE)}"
    return CLONE / "var"


def place() -> Place:
    """Home and account of the server that this process may use; as root the account is made if missing."""
    return Place(home(), system_user() if os.geteuid() == 0 else this_user())


def fingerprint(path: Path) -> str:
    """Tells two homes of the same name apart."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


def fits(folder: Path) -> bool:
    """Whether a socket in the folder can be named to PostgreSQL: not too long, and no sign that splits a list."""
    path = os.fsencode(folder / SOCKET_NAME)
    return len(path) <= SOCKET_LIMIT and not any(sign in path for sign in b",\"'\\\n")


def this_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(os.geteuid())
    except KeyError:
        raise Trouble(
            f"User id {os.geteuid()} has no name on this machine, and PostgreSQL needs one: "
            "run Lvzhi as a named user, or point DATABASE_URL to a server."
        ) from None


def system_user() -> pwd.struct_passwd:
    """The account under which root's server runs: no password, no shell, owner of nothing but its data."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    if shutil.which("useradd"):
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    elif shutil.which("adduser"):
        command = ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin"]
    else:
        raise Trouble(f"Neither useradd nor adduser is installed: make a system user named {SYSTEM_USER} first.")
    done = subprocess.run([*command, SYSTEM_USER], capture_output=True, text=True, check=False)
    try:
        return pwd.getpwnam(SYSTEM_USER)  # another command may have made it at the same time
    except KeyError:
        raise Trouble(f"The system user {SYSTEM_USER} could not be made: {done.stderr.strip()}") from None


def make_folder(folder: Path) -> None:
    """Makes a folder and its missing parents; as root others may pass through them but not look around."""
    for step in reversed([folder, *folder.parents]):
        if not step.exists():
            try:
                step.mkdir(mode=0o700)
            except FileExistsError:
                continue
            except OSError as error:
                raise Trouble(
                    f"{step} cannot be made ({error.strerror}): set LVZHI_HOME to a folder of your own."
                ) from error
            if os.geteuid() == 0:
                step.chmod(0o711)
    if not os.access(folder, os.W_OK | os.X_OK) or folder.stat().st_uid not in {0, os.geteuid()}:
        raise Trouble(f"{folder} is not yours: set LVZHI_HOME to a folder of your own.")


def within_reach(folder: Path, owner: pwd.struct_passwd) -> None:
    """The server's account must be able to walk to its folder; nothing is opened up to let it."""
    for step in (folder, *folder.parents):
        about = step.stat()
        if not about.st_mode & stat.S_IXOTH and about.st_uid != owner.pw_uid:
            raise Trouble(
                f"The system user {owner.pw_name} cannot reach {folder}, because {step} is closed to it: "
                f"set LVZHI_HOME to a folder such as {SYSTEM / 'data'}."
            )


def refuse_unsafe(folder: Path, owner: pwd.struct_passwd) -> None:
    """A folder of the server belongs to its account, is no link, and is closed to everybody else."""
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode):
        raise Trouble(f"{folder} is not a folder: move it away, or set LVZHI_HOME to another place.")
    if about.st_uid != owner.pw_uid:
        raise Trouble(
            f"{folder} belongs to somebody else (user id {about.st_uid}, not {owner.pw_uid}): "
            "move it away, or set LVZHI_HOME to another place."
        )
    if about.st_mode & 0o077:
        raise Trouble(f"{folder} is open to other users: close it with `chmod 700 {folder}`.")
