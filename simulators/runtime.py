"""What both simulators share."""

from dataclasses import dataclass, field

from simulators.faults import FaultBook
from simulators.knobs import Knobs
from simulators.ledger import Ledger


@dataclass(slots=True)
class Runtime:
    knobs: Knobs = field(default_factory=Knobs)
    faults: FaultBook = field(default_factory=FaultBook)
    ledger: Ledger = field(default_factory=Ledger)
