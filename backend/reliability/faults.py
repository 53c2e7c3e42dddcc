"""Death at an exact step, for rehearsals: FAULT=send.called:2 kills at the second `send.called`.

`FAULT=turn.thinking@word` kills each time the step is at work on a text with that word, and
`!stop` at the end freezes instead of killing. Several are separated by commas. Read once, at the
start of the process; inert without the variable. A kill -9 leaves what a power cut would leave.
"""

import os
import re
import signal
import threading
from dataclasses import dataclass

VARIABLE = "FAULT"
SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGSTOP}
_FORM = re.compile(r"(?P<step>[a-z_.]+)(:(?P<number>\d+))?(@(?P<word>\w+))?(!(?P<how>\w+))?")


@dataclass(slots=True)
class Fault:
    step: str
    number: int | None
    """Which time; None with a word: every time."""
    word: str | None = None
    how: signal.Signals = signal.SIGKILL
    met: int = 0

    def is_due(self, step: str, text: str) -> bool:
        if step != self.step or (self.word is not None and self.word not in text):
            return False
        self.met += 1
        return self.number is None or self.met == self.number


def parse(text: str) -> list[Fault]:
    """Raises ValueError: a rehearsal that silently rehearses nothing would prove nothing."""
    return [_parse_one(one.strip()) for one in text.split(",") if one.strip()]


def _parse_one(text: str) -> Fault:
    found = _FORM.fullmatch(text)
    if found is None or (found["how"] or "kill") not in SIGNALS:
        raise ValueError(f"{VARIABLE}={text!r}: write step, step:2, step@word or step:1!stop")
    word = found["word"]
    number = int(found["number"]) if found["number"] else (None if word else 1)
    return Fault(found["step"], number, word, SIGNALS[found["how"] or "kill"])


OFF = "FAULT_OFF"
"""Parts left out, to see that the checks of a rehearsal notice: FAULT_OFF=reconcile."""
_off = frozenset(os.environ.get(OFF, "").split(","))


def is_off(part: str) -> bool:
    return part in _off


_wanted = parse(os.environ.get(VARIABLE, ""))


def fault(step: str, text: str = "") -> None:
    for one in _wanted:
        if one.is_due(step, text):
            # To this thread: sent to the process, it could run on for a moment.
            signal.pthread_kill(threading.get_ident(), one.how)
