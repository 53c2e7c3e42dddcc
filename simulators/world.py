"""Everything that exists in one running simulator."""

from simulators.deepseek.service import DeepSeek
from simulators.green_api.registry import Registry
from simulators.knobs import Knobs
from simulators.runtime import Runtime


class World:
    def __init__(self, knobs: Knobs | None = None) -> None:
        self.runtime = Runtime(knobs=knobs or Knobs())
        self.registry = Registry(self.runtime)
        self.deepseek = DeepSeek(self.runtime)

    def reset(self) -> None:
        """Back to empty: instances, guests, ledgers and faults go, speeds stay."""
        self.registry.clear()
        self.deepseek.forget()
        self.runtime.ledger.clear()
        self.runtime.faults.switch_off()
