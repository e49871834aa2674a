"""The web server with one worker beside it, and the worker alone."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from structlog import get_logger

from lvzhi.cli.endings import on_ending
from lvzhi.cli.ground import ready
from lvzhi.core.embedded import Trouble

PR_SET_PDEATHSIG = 1
IDLE_THREAD = 600  # seconds; a thread keeps its database connection as long as it lives
GRACE = 15  # seconds that work under way may take when asked to stop
log = get_logger("lvzhi.cli")


def serve(asked: Namespace) -> int:
    refuse_taken(asked.host, asked.port)
    with ready():
        return serve_here(asked)


def worker(asked: Namespace) -> int:
    """Works through the queue and keeps the clock until it is stopped."""
    if asked.parent:
        die_with(asked.parent)
    with ready():
        from django.db import connections
        from procrastinate.contrib.django import app
        from procrastinate.contrib.django.utils import connector_params
        from procrastinate.psycopg_connector import PsycopgConnector

        # the queue's own connections may write; `default` cannot, outside an action
        queue = PsycopgConnector(kwargs=connector_params("signin"), min_size=1, max_size=4)
        connections.close_all()
        log.info("worker is ready")
        with app.replace_connector(queue):
            app.run_worker(concurrency=2, delete_jobs="successful", shutdown_graceful_timeout=GRACE)
    return 0


def serve_here(asked: Namespace) -> int:
    """Runs web server and worker until a signal comes; both end with this process, however it ends."""
    from django.db import connections

    connections.close_all()
    multiprocessing.set_start_method("spawn", force=True)
    server = web_server(asked)
    hang_up = signal.getsignal(signal.SIGHUP)

    def stop(_number: int) -> None:
        server.interrupt_signal = True
        threading.Thread(target=wake, args=(server.main_loop_interrupt,), daemon=True).start()

    def started() -> None:
        # Granian's own handlers stand still when signals come on top of each other, and start anew at a hang-up
        signal.signal(signal.SIGHUP, hang_up)
        on_ending(stop)
        print(f"履职台 Lvzhi: http://{shown(asked.host)}:{asked.port} (Ctrl-C stops it)", flush=True)

    server.on_startup(started)
    with worker_beside():
        try:
            server.serve(target_loader=load_application)
        except SystemExit:
            if not server.interrupt_signal:  # else the web process heard the same signal a little sooner
                raise
    return 0


def web_server(asked: Namespace) -> Any:
    """The server of the pages: one process with as many threads as asked for, started again when it dies."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        "config.wsgi:application",
        address=asked.host,
        port=asked.port,
        interface=Interfaces.WSGI,
        blocking_threads=asked.threads,
        blocking_threads_idle_timeout=IDLE_THREAD,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.error,
        websockets=False,
    )


def wake(sleeper: threading.Event) -> None:
    """From a thread of its own, as a signal may come while the main one holds the lock; again, as it may miss one."""
    while True:
        sleeper.set()
        time.sleep(0.5)


def load_application(target: str) -> Any:
    """Runs in the web process; `target` is what Granian calls the application."""
    die_with(os.getppid())
    from config.wsgi import application

    return application


@contextlib.contextmanager
def worker_beside() -> Iterator[None]:
    """Keeps one worker running as long as the block does; starts another when it dies."""
    stopped = threading.Event()
    command = [sys.executable, "-m", "lvzhi.cli.main", "worker", "--parent", str(os.getpid())]
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not stopped.is_set():
            running[:] = [subprocess.Popen(command, start_new_session=True)]
            running[0].wait()
            if not stopped.wait(2):
                log.warning("worker ended, starting another", code=running[0].returncode)

    keeper = threading.Thread(target=keep, name="worker-keeper")
    keeper.start()
    try:
        yield
    finally:
        stopped.set()
        for process in running:
            process.terminate()
        keeper.join(GRACE + 5)
        for process in running:
            process.kill()


def die_with(parent: int) -> None:
    """This process is asked to stop when its parent is gone, even if the parent was killed."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(0)


def refuse_taken(host: str, port: int) -> None:
    """Looks before anything is started whether the port is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Trouble(
                f"Port {port} of {host} cannot be used ({error.strerror}): choose another with --port or PORT=."
            ) from error


def shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
