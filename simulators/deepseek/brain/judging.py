"""The judge's task: an answer is good when every number in it stands in the entries beside it."""

import re
from typing import Any

JUDGE_TASK = "task: judge"
_ENTRIES = re.compile(r"\nEntries:\n(.*)\nAnswer: (.*)\Z", re.DOTALL)
_NUMBER = re.compile(r"\d+")


def judge(text: str) -> dict[str, Any]:
    found = _ENTRIES.search(text)
    entries, answer = found.groups() if found else ("", text)
    strange = sorted(set(_NUMBER.findall(answer)) - set(_NUMBER.findall(entries)))
    if strange:
        return {"verdict": "bad", "why": f"{strange[0]} stands in no entry"}
    return {"verdict": "good", "why": "every number stands in an entry"}
