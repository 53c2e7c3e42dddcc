"""Death at an exact step, for rehearsals: FAULT=send.called:2 kills at the second `send.called`.

Inert without the variable. A kill -9 leaves what a power cut of the process would leave.
"""

import os
import signal

VARIABLE = "FAULT"
_hits: dict[str, int] = {}


def fault(name: str) -> None:
    wanted = os.environ.get(VARIABLE)
    if wanted is None:
        return
    step, _, number = wanted.partition(":")
    if step == name:
        _hits[name] = _hits.get(name, 0) + 1
        if _hits[name] == int(number or 1):
            os.kill(os.getpid(), signal.SIGKILL)
