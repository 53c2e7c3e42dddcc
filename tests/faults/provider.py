"""What a rehearsal asks of the simulated provider, and what it sees there."""

from typing import Any

from tests.faults.guests import Chat
from tests.faults.invariants import Finding, check
from tests.faults.ledgers import read
from tests.faults.rig import Rig, RigHotel

COT = "Could you please bring a baby cot to the room?"
"""Nothing in the knowledge answers it: without the model it needs a person."""


def spoil(
    rig: Rig,
    kind: str,
    *,
    hotel: RigHotel | None = None,
    method: str | None = None,
    count: int | None = None,
    **params: Any,
) -> None:
    """Switches a fault of the simulators on: for `count` calls, or until the simulator forgives."""
    body = {"kind": kind, "method": method, "count": count, "params": params}
    rig.sim.control("faults", {**body, "id_instance": hotel.id_instance if hotel else None})


def send_calls(rig: Rig, hotel: RigHotel) -> list[dict[str, Any]]:
    """Every call of sendMessage, whatever was answered."""
    return [
        entry
        for entry in rig.sim.ledger("requests")
        if entry["id_instance"] == hotel.id_instance and entry["method"] == "sendMessage"
    ]


def reached(rig: Rig, hotel: RigHotel) -> list[dict[str, Any]]:
    """What really reached guests' phones from the hotel's number, in order."""
    return [
        entry
        for entry in rig.sim.ledger("whatsapp")
        if entry["id_instance"] == hotel.id_instance and entry["by"] == "api"
    ]


def say(rig: Rig, chat: Chat, text: str, **more: Any) -> str:
    """A guest writes exactly this; the id of the message."""
    body = {"id_instance": chat.hotel.id_instance, "phone": chat.phone, "name": chat.name}
    answer = rig.sim.control("guest-message", {**body, "text": text, **more})
    return str(answer["id_message"])


def alerts(rig: Rig, hotel: RigHotel) -> set[str]:
    return {row["kind"] for row in rig.rows("select kind from alert where hotel_id = %s", hotel.id)}


def attempts(rig: Rig, hotel: RigHotel) -> list[str | None]:
    """How the hotel's send calls ended, in order; None: not yet."""
    found = rig.rows(
        "select outcome from send_attempt where hotel_id = %s order by started_at, n", hotel.id
    )
    return [row["outcome"] for row in found]


def states(rig: Rig, hotel: RigHotel) -> list[str]:
    """Of the hotel's messages on their way out, in the order of queueing."""
    found = rig.rows("select state from outbox where hotel_id = %s order by id", hotel.id)
    return [row["state"] for row in found]


def rungs(rig: Rig, hotel: RigHotel) -> list[str | None]:
    """Who made each answer: model, rule or holding text."""
    found = rig.rows(
        "select ai_rung from message where hotel_id = %s and direction = 'out' order by id",
        hotel.id,
    )
    return [row["ai_rung"] for row in found]


def waiting(rig: Rig, hotel: RigHotel) -> bool:
    """Whether the hotel has something to take in, to decide or to send."""
    found = rig.value(
        "select (select count(*) from inbox where hotel_id = %s and state = 'new')"
        " + (select count(*) from conversation where hotel_id = %s and due_at is not null)"
        " + (select count(*) from outbox where hotel_id = %s"
        "    and state in ('queued', 'sending', 'uncertain'))",
        *[hotel.id] * 3,
    )
    return bool(found)


def paused(rig: Rig, hotel: RigHotel) -> str | None:
    """Why the number sends nothing; None: it does."""
    reason: str | None = rig.value("select pause_reason from channel where hotel_id = %s", hotel.id)
    return reason


def broken(rig: Rig) -> list[Finding]:
    """The promises that do not hold, by all three ledgers. Ask when everything has settled.

    A guest for whom a person was called waits, but is not forgotten.
    """
    called = {str(row["conversation_id"]) for row in rig.rows("select conversation_id from alert")}
    return [
        finding
        for finding in check(read(rig))
        if finding.name != "guest forgotten" or finding.where not in called
    ]
