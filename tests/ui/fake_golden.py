"""Golden questions of the pretend API: a proposed one, a run, and a change that was refused."""

from typing import Any

from fastapi import FastAPI

JSON = dict[str, Any]
AT = "2026-11-25T18:00:00Z"
QUESTION: JSON = {
    "id": "00000000-0000-7000-8000-00000000c001", "text": "When is breakfast served?",
    "language": "en", "expects": "answered", "facts": ["6:30", "10:30"], "source_ids": [],
    "origin": "starter", "state": "proposed", "decided_by": "", "stood": None,
    "has_recording": False, "created_at": AT, "updated_at": AT,
}  # fmt: skip
FACTLESS: JSON = {
    **QUESTION, "id": "00000000-0000-7000-8000-00000000c004", "text": "Are dogs allowed?",
    "facts": [],
}  # fmt: skip
RUN: JSON = {
    "id": "00000000-0000-7000-8000-00000000c002", "cause": "knowledge",
    "change_id": "00000000-0000-7000-8000-00000000c003", "state": "worse", "trouble": None,
    "questions": 12, "asked": 12, "passed": 11, "live": 12, "worse": 1, "model": "deepseek-flash",
    "holds_back": False, "by_name": "Maria Lopez", "created_at": AT, "finished_at": AT,
    "accepted_at": None, "accepted_by": "", "accepted_reason": "",
}  # fmt: skip
RESULT: JSON = {
    "question_id": QUESTION["id"], "text": QUESTION["text"], "language": "en",
    "expects": "answered", "way": "live", "stood": True, "stands": False, "is_worse": True,
    "outcome": "answered", "faults": ["fact_missing"],
    "answer": "Breakfast is served from 8:00 to 10:30.", "judged_good": True, "judged_why": "",
}  # fmt: skip
REPORT: JSON = {
    "run": RUN, "results": [RESULT],
    "rates": [
        {"language": "en", "hits": 11, "n": 12, "share": 0.917, "low": 0.646, "high": 0.985},
        {"language": "", "hits": 11, "n": 12, "share": 0.917, "low": 0.646, "high": 0.985},
    ],
    "rules": {"n": 120, "kappa": 0.567, "low": 0.419, "high": 0.714, "may_decide": False},
    "judge": {"n": 0, "kappa": None, "low": None, "high": None, "may_decide": False},
}  # fmt: skip
CHANGE: JSON = {
    "id": RUN["change_id"], "kind": "update", "entry_id": "k1", "title": "Breakfast",
    "text": "Breakfast is served from 8:00 to 10:30, from December on.",
    "state": "refused", "by_name": "Maria Lopez", "created_at": AT, "decided_by": "",
    "decided_at": None, "reason": "", "run": RUN, "worse": [RESULT],
}  # fmt: skip
STOPPED: JSON = {
    **RUN, "state": "stopped", "trouble": "limit_day", "asked": 8, "passed": 8, "live": 8,
    "worse": 0, "finished_at": None,
}  # fmt: skip
HELD: JSON = {**CHANGE, "state": "checking", "run": STOPPED, "worse": []}


def routes(api: FastAPI, root: str) -> None:
    """A test asks for the run and the change; without it nothing is approved and nothing waits."""
    base = f"{root}/hotels/{{hotel_id}}"
    proposed: list[JSON] = []
    waiting: list[JSON] = []

    @api.post(f"{root}/_fake/refuse")
    async def refuse() -> None:
        waiting[:] = [CHANGE]

    @api.post(f"{root}/_fake/stop")
    async def stop() -> None:
        waiting[:] = [HELD]

    @api.get(f"{base}/golden")
    async def gate(hotel_id: str) -> JSON:
        approved = sum(one["state"] == "approved" for one in proposed)
        return {
            "approved": approved, "proposed": len(proposed) - approved,
            "last_run": waiting[0]["run"] if waiting else None, "accepted_run": None,
            "open_changes": len(waiting), "is_other_release": False,
        }  # fmt: skip

    @api.get(f"{base}/golden/questions")
    async def listed(hotel_id: str, state: str = "approved") -> JSON:
        return {"items": [one for one in proposed if one["state"] == state], "next_cursor": None}

    @api.post(f"{base}/golden/questions/suggest")
    async def suggest(hotel_id: str) -> JSON:
        proposed[:] = [dict(QUESTION), dict(FACTLESS)]
        return {"proposed": 2}

    @api.post(f"{base}/golden/questions/{{question_id}}/approve")
    async def approve(hotel_id: str, question_id: str) -> JSON:
        (found,) = (one for one in proposed if one["id"] == question_id)
        found["state"] = "approved"
        return found

    @api.get(f"{base}/golden/runs/{{run_id}}")
    async def report(hotel_id: str, run_id: str) -> JSON:
        return {**REPORT, "run": waiting[0]["run"] if waiting else RUN}

    @api.get(f"{base}/knowledge-changes")
    async def changes(hotel_id: str) -> JSON:
        return {"items": waiting, "next_cursor": None}

    @api.post(f"{base}/knowledge-changes/{{change_id}}/publish")
    async def publish(hotel_id: str, change_id: str, body: JSON) -> JSON:
        return {**waiting.pop(), "state": "published", "reason": body["reason"]}
