"""How a command is asked to end: Ctrl-C, a service manager, a terminal that is closed; often by several at once."""

import signal
import sys
from collections.abc import Callable
from typing import Any

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def on_ending(then: Callable[[int], None]) -> None:
    """Calls this once, at the first signal; the others must not disturb the tidying up."""

    def first(number: int, _frame: Any) -> None:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        then(number)

    for ending in ENDINGS:
        if signal.getsignal(ending) is not signal.SIG_IGN:  # nohup has it ignore a closed terminal
            signal.signal(ending, first)


def leave(number: int) -> None:
    """Ends the command from wherever it is; what it holds is let go of on the way out."""
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + number)
