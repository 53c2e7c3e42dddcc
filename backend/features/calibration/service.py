"""How well complaints are found, by what staff say of alerts; and how many the hotel wants."""

from collections import Counter
from datetime import timedelta
from math import ceil

from backend.domain.calibration import SHIFTS_A_DAY, is_held, rate, threshold_for
from backend.domain.recovery import ComplaintSource
from backend.domain.words import AlertStatus, Direction
from backend.errors import Conflict, Invalid
from backend.features.alerts.service import list_alerts
from backend.features.audit.service import record
from backend.features.calibration import repository
from backend.features.calibration.schemas import (
    BudgetInput,
    BudgetView,
    CalibrationView,
    LanguageRow,
    MissedView,
)
from backend.features.complaints.service import open_complaint
from backend.features.conversations.service import find_message
from backend.models import AlertPolicy
from backend.work import Work

LOOK_BACK = timedelta(days=14)
SHIFT = timedelta(hours=24 / SHIFTS_A_DAY)
MOST_SHOWN = 50
ALL = "all"


async def calibration(work: Work) -> CalibrationView:
    right, wrong, unseen, missed = Counter[str](), Counter[str](), 0, Counter[str]()
    for language, held, verdict, number in await repository.verdicts(work):
        if verdict is None:
            unseen += 0 if held else number
        elif held:
            # Held back and a complaint all the same: nobody was called.
            missed[language] += number if verdict else 0
        else:
            (right if verdict else wrong)[language] += number
    for language, number in await repository.count_missed(work):
        missed[language] += number
    spoken = sorted(right | wrong | missed)
    rows = [
        LanguageRow(
            language=language,
            precision=rate(right[language], right[language] + wrong[language]),
            recall=rate(right[language], right[language] + missed[language]),
        )
        for language in spoken
    ]
    hits, false, lost = right.total(), wrong.total(), missed.total()
    whole = LanguageRow(
        language=ALL, precision=rate(hits, hits + false), recall=rate(hits, hits + lost)
    )
    held_back = await list_alerts(work, statuses=[AlertStatus.HELD], limit=MOST_SHOWN)
    return CalibrationView(
        languages=[whole, *rows],
        judged=hits + false,
        not_judged=unseen,
        missed=[_missed(one) for one in await repository.list_missed(work, limit=MOST_SHOWN)],
        held=list(held_back.items),
        budget=await budget(work),
    )


async def budget(work: Work) -> BudgetView:
    return await _view(work, await repository.get_policy(work))


async def set_budget(work: Work, data: BudgetInput) -> BudgetView:
    """The threshold follows at once, from the complaints of the last fourteen days."""
    row = await repository.lock_policy(work)
    row.budget = data.budget
    await _follow(work, row)
    await record(work, "alert_budget.update", subject=str(work.hotel_id), detail=data.model_dump())
    return await _view(work, row)


async def follow_budget(work: Work) -> None:
    """With the days, the threshold goes where the budget leads it."""
    known = await repository.get_policy(work)
    if known is not None and known.budget is not None:
        await _follow(work, await repository.lock_policy(work))


async def mark_missed(work: Work, message_id: str) -> MissedView:
    """A complaint for which nobody was alerted; it is followed like every other from now on.
    Raises NotFound, Invalid for our own words, Conflict where an alert was raised."""
    message = await find_message(work, message_id)
    assert message.id is not None
    if message.direction is not Direction.IN:
        raise Invalid("Only what a guest wrote can be a complaint.")
    if await repository.has_alert(work, message.id):
        raise Conflict("An alert was raised for this message.")
    if await repository.add_missed(work, message.id):
        await open_complaint(
            work, message.conversation_id, source=ComplaintSource.STAFF, message_id=message.id
        )
        await record(work, "complaint.missed", subject=str(message.id))
    (row,) = await repository.list_missed(work, limit=1, message_id=message.id)
    return _missed(row)


async def unmark_missed(work: Work, message_id: str) -> None:
    message = await find_message(work, message_id)
    assert message.id is not None
    await repository.remove_missed(work, message.id)
    await record(work, "complaint.not_missed", subject=str(message.id))


async def _follow(work: Work, row: AlertPolicy) -> None:
    scores, shifts = await _known(work)
    row.threshold = threshold_for(scores, shifts=shifts, budget=row.budget)
    row.threshold_at = work.now
    await work.session.flush()


async def _known(work: Work) -> tuple[list[float], int]:
    rows = await repository.scores(work, since=work.now - LOOK_BACK)
    first = min((at for _, at in rows), default=work.now)
    return [score for score, _ in rows], max(ceil((work.now - first) / SHIFT), 1)


async def _view(work: Work, row: AlertPolicy | None) -> BudgetView:
    scores, shifts = await _known(work)
    threshold = row.threshold if row else None
    held = sum(is_held(score, threshold) for score in scores)
    return BudgetView(
        budget=row.budget if row else None,
        threshold=threshold,
        threshold_at=row.threshold_at if row else None,
        complaints=len(scores),
        shifts=shifts,
        raised=len(scores) - held,
        held=held,
    )


def _missed(row: tuple) -> MissedView:  # type: ignore[type-arg]
    marked, message, name, score = row
    return MissedView(
        message_id=str(message.id),
        conversation_id=str(message.conversation_id),
        guest_name=name,
        score=score,
        at=marked.at,
    )
