"""No more requests at once than the process can serve: people are asked to come back in a second,
long before a webhook is."""

import time
from collections import Counter
from enum import StrEnum

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.api.errors import of_app_error
from backend.errors import Unavailable
from backend.observability.metrics import OVER_CAPACITY, REQUESTS_IN_FLIGHT

log = structlog.get_logger()
SAID_EVERY_S = 5.0
BUSY = "Too much is going on right now. Try again in a second."


class Lane(StrEnum):
    PEOPLE = "people"
    """Screens and the API."""
    WEBHOOKS = "webhooks"


class Capacity:
    """Used from one event loop."""

    def __init__(self, *, people: int, webhooks: int) -> None:
        self._most = {Lane.PEOPLE: people, Lane.WEBHOOKS: webhooks}
        self._under_way: Counter[Lane] = Counter()
        self._said_at = -SAID_EVERY_S

    async def serve(
        self, lane: Lane, app: ASGIApp, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if self._under_way[lane] >= self._most[lane]:
            self._note(lane)
            await of_app_error(Unavailable(BUSY))(scope, receive, send)
            return
        self._under_way[lane] += 1
        REQUESTS_IN_FLIGHT.labels(lane).set(self._under_way[lane])
        try:
            await app(scope, receive, send)
        finally:
            self._under_way[lane] -= 1
            REQUESTS_IN_FLIGHT.labels(lane).set(self._under_way[lane])

    def _note(self, lane: Lane) -> None:
        OVER_CAPACITY.labels(lane).inc()
        now = time.monotonic()
        if now - self._said_at >= SAID_EVERY_S:
            self._said_at = now
            log.warning("http.over_capacity", lane=lane, most=self._most[lane])
