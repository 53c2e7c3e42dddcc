"""The one function RQ knows. It hands the work to the engine of this process."""

from jobs.engine import Engine
from jobs.registry import KINDS


class UnknownJob(Exception):
    """No such kind of job."""


class NoEngine(Exception):
    """This process is no worker."""


_engine: Engine | None = None


def install(engine: Engine | None) -> None:
    global _engine
    _engine = engine


def run(kind: str, *ids: str) -> None:
    found = KINDS.get(kind)
    if found is None:
        raise UnknownJob(kind)
    if _engine is None:
        raise NoEngine()
    _engine.call(found.perform, *ids, timeout_s=found.timeout_s)
