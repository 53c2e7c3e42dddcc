"""What left the pretend building, what the AI cost there and what it may cost."""

import hashlib
from typing import Any

from fastapi import FastAPI, Request

HASH = hashlib.sha256(b"breakfast").hexdigest()
CALL = {
    "id": "model-2",
    "kind": "model",
    "at": "2026-11-25T18:00:00Z",
    "to": "deepseek-flash",
    "task": "answer",
    "outcome": "ok",
    "attempts": 0,
    "payload": "user: ⟦<GUEST>, room <ROOM_1>, <PHONE_1>: when is breakfast?⟧",
    "placeholders": [
        {"kind": "guest", "values": 1, "times": 1},
        {"kind": "phone", "values": 1, "times": 1},
        {"kind": "room", "values": 1, "times": 1},
    ],
    "stable_sha256": HASH,
    "sha256": HASH[::-1],
    "mark": "equal",
}
MESSAGE = {
    **CALL,
    "id": "message-1",
    "kind": "message",
    "to": "Green API",
    "task": "ai",
    "outcome": "read",
    "attempts": 1,
    "payload": "",
    "placeholders": [],
    "stable_sha256": "",
}
COST = {"calls": 12, "cost_usd": 0.0123, "tokens": 41000}
PURPOSE = {
    "task": "answer",
    "calls": 12,
    "failed": 1,
    "prompt_tokens": 40000,
    "cached_tokens": 32000,
    "completion_tokens": 1000,
    "cost_usd": 0.0123,
    "unpriced": 1,
}


def routes(api: FastAPI, root: str) -> None:
    budget: dict[str, Any] = {"day_usd": None, "month_usd": None}

    @api.get(f"{root}/hotels/{{hotel_id}}/conversations/{{conversation_id}}/disclosures")
    async def disclosures(hotel_id: str, conversation_id: str) -> dict[str, Any]:
        return {
            "conversation_id": conversation_id,
            "guest_name": "Anna Keller",
            "counts": {"model": 1, "message": 1},
            "keep_days": 90,
            "items": [CALL, MESSAGE],
            "next_cursor": None,
        }

    @api.get(f"{root}/hotels/{{hotel_id}}/ai-cost")
    async def cost(hotel_id: str) -> dict[str, Any]:
        days = [{"day": "2026-11-25", "purposes": [PURPOSE], **COST}]
        return {"since": "2026-10-26", "until": "2026-11-25", "days": days, "unpriced": 1} | {
            **COST,
            "purposes": [PURPOSE],
        }

    @api.post(f"{root}/hotels/{{hotel_id}}/guests/{{guest_id}}/erase")
    async def erase(hotel_id: str, guest_id: str, request: Request) -> dict[str, Any]:
        assert (await request.json())["reason"] == "guest_asked"
        return {"rows": {"message": 3}}

    def seen() -> dict[str, Any]:
        used_up = budget["day_usd"] is not None and budget["day_usd"] <= 0.01
        return {
            **budget,
            "today_usd": 0.0123,
            "this_month_usd": 0.5,
            "reached": "day" if used_up else None,
            "ends_at": "2099-01-01T00:00:00Z" if used_up else None,
        }

    @api.get(f"{root}/hotels/{{hotel_id}}/ai-budget")
    async def get_budget(hotel_id: str) -> dict[str, Any]:
        return seen()

    @api.put(f"{root}/hotels/{{hotel_id}}/ai-budget")
    async def set_budget(hotel_id: str, request: Request) -> dict[str, Any]:
        budget.update(await request.json())
        return seen()
