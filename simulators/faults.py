"""Every fault the simulators can show, and the book of those switched on."""

import random
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any, Literal

Area = Literal["http", "webhook", "journal", "whatsapp", "ai"]


@dataclass(frozen=True, slots=True)
class Kind:
    area: Area
    meaning: str
    params: dict[str, Any] = field(default_factory=dict)
    """Parameters with their defaults. `accepted`: the send happens before the fault shows."""


KINDS: dict[str, Kind] = {
    "http_400": Kind("http", "Refused as a bad request", {"message": "bad request data"}),
    "http_401": Kind("http", "Refused with an empty 401", {"accepted": False}),
    "http_403": Kind("http", "Refused with 403", {"accepted": False}),
    "http_429": Kind("http", "Too many requests", {"accepted": False}),
    "http_466": Kind("http", "Monthly quota used up", {"accepted": False}),
    "http_500": Kind("http", "HTML page with 500", {"accepted": False}),
    "http_502": Kind("http", "HTML page with 502", {"accepted": False}),
    "http_503": Kind("http", "HTML page with 503", {"accepted": False}),
    "http_504": Kind("http", "HTML page with 504", {"accepted": False}),
    "delay": Kind("http", "Works, but late", {"accepted": False, "seconds": 5.0}),
    "hang": Kind("http", "Connection open, no answer", {"accepted": True, "seconds": 600.0}),
    "reset": Kind("http", "Connection reset", {"accepted": False, "mid_body": False}),
    "html_200": Kind("http", "HTML page with 200", {"accepted": True}),
    "empty_200": Kind("http", "Empty body with 200", {"accepted": True}),
    "truncated_200": Kind("http", "JSON cut in the middle", {"accepted": True}),
    "no_id_message": Kind("http", "JSON without idMessage", {"accepted": True}),
    "slow_body": Kind("http", "Answer dribbles byte by byte", {"seconds_per_byte": 1.0}),
    "webhook_duplicate": Kind("webhook", "Delivered again", {"times": 2, "parallel": False}),
    "webhook_reorder": Kind("webhook", "Swapped with the next one", {"hold_s": 1.0}),
    "webhook_delay": Kind("webhook", "Enters the queue late", {"seconds": 5.0}),
    "webhook_drop": Kind("webhook", "Never delivered"),
    "journal_lag": Kind("journal", "Hides the newest entries", {"seconds": 120.0}),
    "journal_empty": Kind("journal", "Answers an empty list"),
    "journal_500": Kind("journal", "HTML page with 500"),
    "journal_miss_one": Kind("journal", "Leaves out the newest entry"),
    "no_account": Kind("whatsapp", "Status noAccount, no echo"),
    "status_failed": Kind("whatsapp", "Status failed", {"description": "Message was not sent"}),
    "status_reversed": Kind("whatsapp", "read, delivered, sent: in that order"),
    "status_missing": Kind("whatsapp", "No status ever comes"),
    "message_lost": Kind("whatsapp", "Accepted, then nothing at all"),
    "ai_401": Kind("ai", "Key refused", {"plain_text": False}),
    "ai_402": Kind("ai", "No balance left"),
    "ai_422": Kind("ai", "Invalid parameters"),
    "ai_429": Kind("ai", "Too many requests"),
    "ai_500": Kind("ai", "Server error"),
    "ai_503": Kind("ai", "Server overloaded"),
    "ai_blank": Kind("ai", "Blank content, finish_reason stop"),
    "ai_garbage": Kind("ai", "Text that is not JSON"),
    "ai_truncated": Kind("ai", "Answer cut, finish_reason length"),
    "ai_wrong_schema": Kind("ai", "JSON of another shape"),
    "ai_huge": Kind("ai", "Reply of 100 kB", {"bytes": 100_000}),
    "ai_other_language": Kind("ai", "Reply in a language the guest did not use"),
    "ai_keep_alive": Kind("ai", "Keep-alive lines, no answer", {"every_s": 1.0, "for_s": 600.0}),
    "ai_hang": Kind("ai", "Connection open, no answer", {"seconds": 600.0}),
    "ai_reset": Kind("ai", "Connection reset"),
    "ai_content_filter": Kind("ai", "finish_reason content_filter"),
    "ai_no_resource": Kind("ai", "finish_reason insufficient_system_resource, partial text"),
    "ai_latency": Kind("ai", "Slower than set", {"seconds": 5.0}),
}


@dataclass(slots=True)
class Fault:
    id: int
    kind: str
    id_instance: int | None
    method: str | None
    left: int | None
    probability: float
    params: dict[str, Any]
    shown: int = 0


class FaultBook:
    """Draws are reproducible: one seeded generator, used in the order of the calls."""

    def __init__(self, seed: int = 1) -> None:
        self._faults: list[Fault] = []
        self._ids = count(1)
        self._random = random.Random(seed)

    def switch_on(
        self,
        kind: str,
        *,
        id_instance: int | None = None,
        method: str | None = None,
        times: int | None = None,
        probability: float = 1.0,
        params: dict[str, Any] | None = None,
    ) -> Fault:
        """Raises ValueError for an unknown kind or parameter."""
        known = KINDS.get(kind)
        if known is None:
            raise ValueError(f"unknown fault {kind!r}; known: {', '.join(KINDS)}")
        unknown = set(params or {}) - set(known.params)
        if unknown:
            raise ValueError(f"{kind} knows no {', '.join(sorted(unknown))}")
        fault = Fault(
            id=next(self._ids),
            kind=kind,
            id_instance=id_instance,
            method=method.lower() if method else None,
            left=times,
            probability=probability,
            params={**known.params, **(params or {})},
        )
        self._faults.append(fault)
        return fault

    def draw(
        self, area: Area, *, id_instance: int | None = None, method: str | None = None
    ) -> Fault | None:
        """The first fault of the area that applies to this call, counted as shown."""
        if not self._faults:
            return None
        for fault in self._faults:
            if KINDS[fault.kind].area == area and self._hits(fault, id_instance, method):
                self._count(fault)
                return fault
        return None

    def switch_off(self, ids: Iterable[int] | None = None) -> None:
        """All of them without ids."""
        gone = None if ids is None else set(ids)
        self._faults = [] if gone is None else [f for f in self._faults if f.id not in gone]

    def reseed(self, seed: int) -> None:
        self._random.seed(seed)

    def as_list(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._faults]

    def _hits(self, fault: Fault, id_instance: int | None, method: str | None) -> bool:
        if fault.id_instance is not None and fault.id_instance != id_instance:
            return False
        if fault.method is not None and fault.method != method:
            return False
        return fault.probability >= 1 or self._random.random() < fault.probability

    def _count(self, fault: Fault) -> None:
        fault.shown += 1
        if fault.left is not None:
            fault.left -= 1
            if fault.left <= 0:
                self._faults.remove(fault)
