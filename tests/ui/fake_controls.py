"""What a test does to the world: a guest writes, a number goes down."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI

from backend.domain.channel_state import pause_reason_of
from backend.domain.words import InstanceState
from tests.ui import fake_api
from tests.ui.fake_api import JSON, ROOT, Fake, Store, crowd_of, uid


def number_of(state: str, pause: str | None = None, ago: int = 0, **_: Any) -> JSON:
    """A number in this state for so many minutes, held as the real one would be."""
    now = datetime.now(UTC)
    since = (now - timedelta(minutes=ago)).isoformat()
    reason = pause or pause_reason_of(InstanceState(state))
    return {
        "state": state,
        "state_at": since,
        "sending": reason is None,
        "pause_reason": reason,
        "paused_at": reason and since,
        "paused_until": reason and (now + timedelta(minutes=50)).isoformat(),
    }


def routes(api: FastAPI, fake: Fake) -> None:
    def first(_: Any = None) -> Store:
        return fake.stores[uid(fake_api.HOTELS[0])]

    @api.post(f"{ROOT}/_fake/inbound")
    async def inbound(body: JSON) -> JSON:
        return await fake.add(
            first(), body["conversation_id"], author="guest", author_name="", text=body["text"]
        )

    @api.post(f"{ROOT}/_fake/status")
    async def status(body: JSON) -> None:
        store = first()
        m = next(m for ms in store.messages.values() for m in ms if m["id"] == body["id"])
        m["status"] = body["status"]
        await fake.tell(store, ("message", m))

    @api.post(f"{ROOT}/_fake/channel")
    async def channel(body: JSON) -> None:
        store = first()
        number = store.lists["channels"][0]
        number.update(number_of(**body), send_interval_ms=1000)
        if not body.get("silent"):
            await fake.tell(store, ("channel", number))

    @api.post(f"{ROOT}/_fake/alert")
    async def alert(body: JSON) -> None:
        store = first()
        alert = store.alert(
            body["kind"], body["conversation_id"], body["reason"], datetime.now(UTC).isoformat()
        )
        await fake.tell(store, ("alert", alert))

    @api.post(f"{ROOT}/_fake/broken")
    async def broken(body: JSON) -> None:
        fake.broken = body["broken"]

    @api.post(f"{ROOT}/_fake/crowd")
    async def crowd(body: JSON) -> int:
        """A full house: this many more open conversations."""
        first().load(crowd_of(body["count"]))
        return len(first().conversations)

    @api.post(f"{ROOT}/_fake/skip")
    async def skip(body: JSON) -> None:
        """Messages that were published while nobody listened."""
        first().seq += body["by"]
