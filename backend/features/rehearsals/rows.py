"""What comes of a replay, as rows that are kept and as it is shown. No query here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from backend.domain.rehearsing import Line, storms_in
from backend.domain.trigger_facts import Defer, Fire, Skip
from backend.domain.words import DecisionOutcome
from backend.features.journey.wording import Worded, Wordless
from backend.features.rehearsals.schemas import Replayed
from backend.features.triggers.schemas import (
    CheckView,
    MatchView,
    ProblemView,
    RehearsalLineView,
    RehearsalView,
    SampleView,
    StormView,
)
from backend.features.triggers.views import unmet_in_words
from backend.models import Rehearsal, RehearsalLine, Stay

_SEVERAL = 60
FIRST_FEW = 5


def summary_of(replayed: Replayed, *, truncated: bool) -> dict[str, Any]:
    lines, found = replayed.lines, replayed.read
    words = Counter(_word(line) for line in lines)
    reasons = Counter(
        line.outcome.reason.value for line in lines if not isinstance(line.outcome, Fire)
    )
    fired = [line for line in lines if isinstance(line.outcome, Fire)]
    return {
        "from_at": found.start.isoformat(),
        "until": found.end.isoformat(),
        "considered": len({(line.guest_id, line.occurrence) for line in lines}),
        "fired": words[DecisionOutcome.FIRED],
        "skipped": words[DecisionOutcome.SKIPPED],
        "deferred": words[DecisionOutcome.DEFERRED],
        "coming": sum(line.at > found.now for line in fired),
        "reasons": dict(reasons.most_common()),
        "storms": [
            {
                "from_at": storm.start.isoformat(),
                "minutes": int(storm.lasts.total_seconds()) // _SEVERAL,
                "messages": storm.messages,
            }
            for storm in storms_in(lines)
        ],
        "overlaps": sum(bool(line.overlaps) for line in fired),
        "truncated": truncated,
    }


def _word(line: Line) -> DecisionOutcome:
    match line.outcome:
        case Fire():
            return DecisionOutcome.FIRED
        case Defer():
            return DecisionOutcome.DEFERRED
    return DecisionOutcome.SKIPPED


def line_row(number: int, line: Line, replayed: Replayed) -> dict[str, Any]:
    outcome, stay = line.outcome, line.stay
    said = replayed.words.get((stay.id if stay else line.guest_id, line.at))
    unmet = outcome.unmet if isinstance(outcome, Skip) else None
    rule = replayed.read.armed.rule
    return {
        "n": number,
        "stay_id": stay.id if stay else None,
        "guest_id": line.guest_id,
        "at": line.at,
        "outcome": _word(line),
        "reason": rule.event if isinstance(outcome, Fire) else outcome.reason,
        "occurrence": line.occurrence,
        "told": {
            "external_id": stay.external_id if stay else None,
            "guest_name": _name(line, replayed),
            "room": stay.room if stay else None,
            "coming": line.at > replayed.read.now,
            "unmet": asdict(unmet) if unmet else None,
            "language": said.language if said else None,
            "text": said.text if isinstance(said, Worded) else None,
            "missing": list(said.missing) if isinstance(said, Wordless) else [],
            "storm": line.storm,
            "overlaps": list(line.overlaps),
            "actions": [one.kind for one in replayed.read.armed.actions]
            if isinstance(outcome, Fire)
            else [],
        },
    }


def _name(line: Line, replayed: Replayed) -> str:
    """As the reservation names the guest, or else as we know them."""
    person = replayed.read.people.get(line.guest_id)
    return (line.stay.guest_name if line.stay else "") or (person.name if person else "")


def checked(
    replayed: Replayed, problems: list[ProblemView], *, chosen: SampleView | None
) -> CheckView:
    """What a draft would do in the time to come."""
    fired = [line for line in replayed.lines if isinstance(line.outcome, Fire)]
    considered = {(line.guest_id, line.occurrence) for line in replayed.lines}
    return CheckView(
        problems=problems,
        considered=len(considered),
        matching=len(fired),
        first=[_match(line, replayed) for line in fired[:FIRST_FEW]],
        sample=_chosen(replayed, chosen) if chosen else _sample(replayed, fired),
    )


def worded_sample(stay: Stay, said: Worded | Wordless) -> SampleView:
    """Whatever the rule would decide about this stay."""
    return SampleView(
        **stay.model_dump(include={"external_id", "guest_name", "room"}),
        stay_id=stay.id,
        at=None,
        outcome=None,
        reason=None,
        unmet=None,
        unmet_words=None,
        language=said.language,
        text=said.text if isinstance(said, Worded) else None,
        missing=list(said.missing) if isinstance(said, Wordless) else [],
    )


def _match(line: Line, replayed: Replayed) -> MatchView:
    stay = line.stay
    return MatchView(
        stay_id=stay.id if stay else None,
        external_id=stay.external_id if stay else None,
        guest_name=_name(line, replayed),
        room=stay.room if stay else None,
        at=line.at,
    )


def _chosen(replayed: Replayed, chosen: SampleView) -> SampleView:
    """With what the rule decides about this stay, where anything is due for it."""
    own = [line for line in replayed.lines if line.stay and line.stay.id == chosen.stay_id]
    if not own:
        return chosen
    row = line_row(1, own[-1], replayed)
    decided = {"at": row["at"], "outcome": row["outcome"], "reason": row["reason"]}
    unmet = row["told"]["unmet"]
    said = {"unmet": unmet, "unmet_words": unmet_in_words(unmet)}
    return chosen.model_copy(update={**decided, **said})


def _sample(replayed: Replayed, fired: Sequence[Line]) -> SampleView | None:
    lines = fired or [line for line in replayed.lines if isinstance(line.outcome, Skip)]
    if not lines:
        return None
    row = line_row(1, lines[0], replayed)
    told = row["told"]
    return SampleView(
        **{name: row[name] for name in ("stay_id", "at", "outcome", "reason")},
        **{name: told[name] for name in ("external_id", "guest_name", "room", "unmet")},
        **{name: told[name] for name in ("language", "text", "missing")},
        unmet_words=unmet_in_words(told["unmet"]),
    )


def rehearsal_view(row: Rehearsal) -> RehearsalView:
    assert row.created_at is not None
    summary = dict(row.summary)
    storms = [StormView.model_validate(one) for one in summary.pop("storms")]
    return RehearsalView(
        id=row.id,
        trigger_id=row.trigger_id,
        version=row.version,
        created_at=row.created_at,
        storms=storms,
        **summary,
    )


def line_view(row: RehearsalLine) -> RehearsalLineView:
    return RehearsalLineView(
        **row.model_dump(include={"n", "stay_id", "guest_id", "at", "outcome", "reason"}),
        **row.told,
        unmet_words=unmet_in_words(row.told["unmet"]),
    )
