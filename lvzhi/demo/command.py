"""`lvzhi demo`: a branch at work, to look around in."""

from argparse import Namespace

from lvzhi.cli.ground import ready
from lvzhi.cli.serving import refuse_taken, serve_here


def demo(asked: Namespace) -> int:
    """Loads the demo branch if it is not there, says who may sign in, and serves."""
    refuse_taken(asked.host, asked.port)
    with ready():
        from lvzhi.core.clock import now
        from lvzhi.demo import load

        load.load(now())
        print(load.logins(), flush=True)  # noqa: T201 (this is a command)
        return serve_here(asked)
