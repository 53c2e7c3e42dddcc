"""Answers of the pretend AI that were called wrong."""

from typing import Any

from fastapi import FastAPI

from tests.ui import fake_api
from tests.ui.fake_api import Fake, uid
from tests.ui.fake_evidence import SHEET
from tests.ui.fake_triggers import NOW

JSON = dict[str, Any]


def routes(api: FastAPI, fake: Fake, root: str) -> None:
    held: dict[str, JSON] = {}
    base = f"{root}/hotels/{{hotel_id}}"

    def conversation_of(message_id: str) -> str:
        store = fake.stores[uid(fake_api.HOTELS[0])]
        return next(
            id_
            for id_, lines in store.messages.items()
            if any(one["id"] == message_id for one in lines)
        )

    @api.put(f"{base}/messages/{{message_id}}/wrong")
    async def mark(hotel_id: str, message_id: str, body: JSON) -> JSON:
        held[message_id] = {
            **body,
            "message_id": message_id,
            "conversation_id": conversation_of(message_id),
            "guest_name": "James O’Connor",
            "question": "When is breakfast?",
            "answer": "Breakfast is from 6:30 to 10:30.",
            "sources": [{"id": SHEET["id"], "title": SHEET["title"]}],
            "marked_by": "Maria Lopez",
            "marked_at": NOW.isoformat(),
            "handled_by": None,
            "handled_at": None,
        }
        return held[message_id]

    @api.delete(f"{base}/messages/{{message_id}}/wrong", status_code=204)
    async def take_back(hotel_id: str, message_id: str) -> None:
        held.pop(message_id, None)

    @api.get(f"{base}/conversations/{{conversation_id}}/wrong-answers")
    async def marks(hotel_id: str, conversation_id: str) -> JSON:
        return page([one for one in held.values() if one["conversation_id"] == conversation_id])

    @api.get(f"{base}/wrong-answers/summary")
    async def summary(hotel_id: str) -> JSON:
        open_ = sum(one["handled_at"] is None for one in held.values())
        return {"open": open_, "handled": len(held) - open_, "by_reason": {}}

    @api.get(f"{base}/wrong-answers")
    async def listed(hotel_id: str, state: str = "", reason: str = "") -> JSON:
        handled = {"open": False, "handled": True}.get(state)
        return page(
            [
                one
                for one in held.values()
                if handled in (None, one["handled_at"] is not None)
                and reason in ("", one["reason"])
            ]
        )

    @api.post(f"{base}/wrong-answers/{{message_id}}/{{verb}}")
    async def handle(hotel_id: str, message_id: str, verb: str) -> JSON:
        done = verb == "handle"
        held[message_id] |= {
            "handled_at": NOW.isoformat() if done else None,
            "handled_by": "Maria Lopez" if done else None,
        }
        return held[message_id]


def page(items: list[JSON]) -> JSON:
    return {"items": items, "next_cursor": None}
