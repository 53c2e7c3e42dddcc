"""Help of the pretend AI: what it writes for each task, or the outcome that a test wants."""

import asyncio
from typing import Any

from fastapi import FastAPI

from tests.ui.fake_api import Fake, uid
from tests.ui.fake_evidence import SHEET
from tests.ui.fake_triggers import NOW

JSON = dict[str, Any]
SUGGESTED = "Breakfast is from 6:30 to 10:30, in the garden too."
POINTS = ("The guest asks when breakfast is", "Nobody has answered yet")


def routes(api: FastAPI, fake: Fake, root: str) -> None:
    wanted: JSON = {}
    asked: list[JSON] = []

    @api.post(f"{root}/hotels/{{hotel_id}}/conversations/{{conversation_id}}/help")
    async def ask(hotel_id: str, conversation_id: str, body: JSON) -> JSON:
        asked.append(body)
        await asyncio.sleep(wanted.get("takes_s", 0))
        outcome = wanted.get("outcome", "ok")
        text = _written(body) if outcome == "ok" else ""
        suggests = body["task"] == "suggest" and outcome == "ok"
        return {
            "id": uid(f"help {conversation_id} {len(asked)}"),
            "conversation_id": conversation_id,
            "task": body["task"],
            "turn": 1,
            "outcome": outcome,
            "text": text,
            "sources": [{"id": SHEET["id"], "title": SHEET["title"]}] if suggests else [],
            "detail": wanted.get("detail", ""),
            "left_out": 0,
            "asked_at": NOW.isoformat(),
        }

    @api.get(f"{root}/hotels/{{hotel_id}}/help-figures")
    async def figures(hotel_id: str) -> JSON:
        row = {"task": "suggest", "written": 12, "failed": 2, "sent": 9, "unchanged": 4}
        return {"items": [row | {"changed_median": 7.0}], "next_cursor": None}

    @api.post(f"{root}/_fake/help")
    async def prepare(body: JSON) -> JSON:
        wanted.clear()
        wanted.update(body)
        before = list(asked)
        asked.clear()
        return {"asked": before}


def _written(body: JSON) -> str:
    if body["task"] == "suggest":
        return SUGGESTED
    if body["task"] == "summary":
        return "\n".join(POINTS)
    return f"{body['text']} ({body['task']})"
