"""Digests: one e-mail to a colleague about what is unread and no page has shown them.

Each is a row, written before it is sent and sent once. What it tells of is looked up when it is
written, so whoever looks meanwhile is written less, or nothing.
"""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from backend.domain.alarms import StepState
from backend.domain.digests import MOST_ATTEMPTS, first_due, wait_after
from backend.domain.notifying import quiet_end
from backend.domain.words import AlertKind
from backend.errors import Forbidden
from backend.features.alerts.service import raise_alert
from backend.features.digests import repository
from backend.features.digests.schemas import Claim, DigestView, Letter
from backend.features.staff.service import get_staff
from backend.observability.metrics import DIGESTS
from backend.work import Work

LEASE = timedelta(seconds=90)
"""More than a mail may take."""
LATE = timedelta(minutes=5)
"""No transaction is open for so long: what came before is seen now."""
KEPT_FOR = timedelta(days=60)
FORGOTTEN_AT_ONCE = 1_000
SENT, NOTHING, SWITCHED_OFF, QUIET = "sent", "nothing", "switched_off", "quiet"
LOST = "error"


async def plan(work: Work) -> int:
    """Writes down for whom one waits; how many are new."""
    found = await repository.readers_to_plan(work)
    if found:
        zone = ZoneInfo((await repository.get_hotel(work)).timezone)
        due = [
            (
                one.staff_id,
                first_due(
                    work.now,
                    every=timedelta(minutes=one.every_minutes),
                    last_sent=one.last_sent,
                    quiet=one.quiet,
                    zone=zone,
                ),
            )
            for one in found
        ]
        await repository.add(work, due)
    await repository.looked(work, work.now - LATE)
    return len(found)


async def claim(work: Work, *, limit: int) -> list[Claim]:
    """Committed before anything else and counted as an attempt."""
    return await repository.claim(work, limit=limit, lease=LEASE)


async def letters_of(work: Work, claims: Sequence[Claim]) -> list[Letter]:
    """Those that are to be sent now; the others are settled or put off."""
    claims = await repository.still_ours(work, claims)
    people = {one.staff_id for one in claims}
    readers = await repository.readers(work, people)
    told = await repository.news_of(work, people)
    hotel = await repository.get_hotel(work)
    letters = []
    for one in claims:
        reader = readers.get(one.staff_id)
        if reader is None:
            await _leave_out(work, one, SWITCHED_OFF)
            continue
        if one.attempts > MOST_ATTEMPTS:
            # Each worker that had it was lost.
            await _give_up(work, one, LOST)
            continue
        end = quiet_end(*reader.quiet, work.now, ZoneInfo(hotel.timezone))
        if end is not None:
            # No attempt: nobody was called.
            await repository.change(work, one, {"next_at": end, "attempts": one.attempts - 1})
            DIGESTS.labels(QUIET).inc()
        elif one.staff_id not in told:
            await _leave_out(work, one, NOTHING)
        else:
            key = f"digest-{hotel.id.hex}-{one.id}"
            news = tuple(told[one.staff_id])
            letters.append(Letter(one, reader, key, hotel.name, hotel.timezone, news))
    return letters


async def sent(work: Work, letter: Letter) -> None:
    """What it told of is told, whoever has the row by now: the mail server took it."""
    await repository.mark_told(work, letter.told)
    done = {"state": StepState.DONE, "outcome": SENT, "done_at": work.now}
    await repository.change(work, letter.claim, done)
    DIGESTS.labels(SENT).inc()


async def failed(work: Work, letter: Letter, *, outcome: str, passing: bool) -> None:
    """Tried again, ever later; after the last time staff are told that no mail leaves."""
    wait = wait_after(letter.claim.attempts) if passing else None
    if wait is not None:
        DIGESTS.labels("again").inc()
        again = {"next_at": work.now + wait, "outcome": outcome}
        await repository.change(work, letter.claim, again)
        return
    await _give_up(work, letter.claim, outcome)


async def get_digest(work: Work, *, can_mail: bool) -> DigestView:
    """The caller's own. Raises Forbidden for whoever is no member of staff."""
    staff_id = work.actor.staff_id
    if staff_id is None:
        raise Forbidden("Only a member of the hotel's staff is notified.")
    row = await repository.newest(work, staff_id)
    waits = row is not None and row.state is StepState.WAITING
    return DigestView(
        can_mail=can_mail,
        address=(await get_staff(work, staff_id)).email,
        sent_at=await repository.last_sent(work, staff_id),
        next_at=row.next_at if row and waits else None,
        trouble=(row.outcome or "") if row and row.state is not StepState.DONE else "",
    )


async def forget_old_digests(work: Work) -> None:
    await repository.forget_old(work, before=work.now - KEPT_FOR, most=FORGOTTEN_AT_ONCE)


async def _leave_out(work: Work, claim: Claim, outcome: str) -> None:
    values = {"state": StepState.LEFT_OUT, "outcome": outcome, "done_at": work.now}
    await repository.change(work, claim, values)
    DIGESTS.labels(outcome).inc()


async def _give_up(work: Work, claimed: Claim, outcome: str) -> None:
    DIGESTS.labels(outcome).inc()
    over = {"state": StepState.FAILED, "outcome": outcome, "done_at": work.now}
    if await repository.change(work, claimed, over):
        await raise_alert(
            work,
            kind=AlertKind.ALARM_FAILED,
            reason=f"A digest could not be sent to a colleague (email: {outcome}).",
            dedupe_key=f"digest_failed:{outcome}:{work.now:%Y-%m-%d}",
        )
