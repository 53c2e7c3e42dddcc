"""How a run of golden questions ends or is stopped, and who is told. No query here."""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from backend.domain.ai_budget import Limit
from backend.domain.golden_words import ChangeState, RunCause, RunState, RunTrouble
from backend.domain.words import AiMode, AlertKind
from backend.features.ai_budgets.service import alert_if_reached
from backend.features.alerts.service import raise_alert
from backend.features.golden import views
from backend.features.golden.schemas import RunView
from backend.features.hotels.schemas import HotelPatch
from backend.features.hotels.service import get_hotel, update_hotel
from backend.features.knowledge_changes import service as changes
from backend.models import GoldenRun, Hotel
from backend.observability.metrics import GOLDEN_RUNS
from backend.ports.live import LiveKind
from backend.work import Work

LOOK_AGAIN: Final = timedelta(minutes=1)
"""A limit may be raised, and a day of the hotel's ends."""
_TROUBLES: Final = {Limit.DAY: RunTrouble.LIMIT_DAY, Limit.MONTH: RunTrouble.LIMIT_MONTH}
log = structlog.get_logger()


async def end(work: Work, row: GoldenRun, state: RunState) -> None:
    row.state, row.finished_at = state, work.now
    await work.session.flush()
    GOLDEN_RUNS.labels(row.cause, row.trouble or state).inc()
    log.info(
        "golden_run.ended", run_id=str(row.id), cause=row.cause, state=state, trouble=row.trouble,
        questions=row.questions, passed=row.passed, worse=row.worse, live=row.live,
    )  # fmt: skip
    tell(work, row)


async def fail(work: Work, row: GoldenRun, trouble: RunTrouble) -> None:
    row.trouble = trouble
    await end(work, row, RunState.FAILED)
    if row.change_id is not None:
        await changes.hold_back(work, row.change_id, ChangeState.UNCHECKED)


async def stop(work: Work, row: GoldenRun, hotel: Hotel, limit: Limit) -> None:
    """Until the limit is raised or begins anew: what was answered is kept, and its change waits."""
    is_news = row.trouble is not _TROUBLES[limit]
    row.state, row.trouble, row.next_at = RunState.STOPPED, _TROUBLES[limit], work.now + LOOK_AGAIN
    # No worker broke over it.
    row.attempts = 0
    await work.session.flush()
    if not is_news:
        return
    GOLDEN_RUNS.labels(row.cause, row.trouble).inc()
    log.warning(
        "golden_run.stopped", run_id=str(row.id), cause=row.cause, trouble=row.trouble,
        asked=row.asked, questions=row.questions,
    )  # fmt: skip
    await alert_if_reached(work, hotel, work.now.astimezone(ZoneInfo(hotel.timezone)).date())
    tell(work, row)


async def hold_back(work: Work, row: GoldenRun) -> None:
    """Questions got worse: its change is refused, or the hotel's answers become drafts."""
    if row.change_id is not None:
        await changes.hold_back(work, row.change_id, ChangeState.REFUSED)
    elif row.cause is RunCause.RELEASE and (await get_hotel(work)).ai_mode is AiMode.AUTO:
        why = "Golden questions got worse with new instructions or another model."
        await update_hotel(work, HotelPatch(ai_mode=AiMode.DRAFT, reason=why))
        row.holds_back = True
        await raise_alert(
            work, kind=AlertKind.AI_WORSE, reason=f"{why} Answers are drafts until you decide.",
            dedupe_key=f"golden:{row.id}",
        )  # fmt: skip
        tell(work, row)


def tell(work: Work, row: GoldenRun) -> RunView:
    view = views.run(row)
    work.tell(LiveKind.GOLDEN_RUN, view.as_json())
    return view
