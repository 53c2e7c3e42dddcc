"""Sends what is due of one hotel's digests: plan, claim, then write to each person once."""

import asyncio
from zoneinfo import ZoneInfo

import structlog

from backend.db.transaction import DATABASE_AWAY
from backend.domain.digest_words import subject_of, text_of
from backend.domain.ids import HotelId
from backend.features.digests.schemas import Letter
from backend.features.digests.service import claim, failed, letters_of, plan, sent
from backend.kit.traces import place_of
from backend.observability.metrics import WORK_FAILURES
from backend.ports.mail import Mail, Mailer, MailFailure
from backend.reliability.faults import fault
from backend.work import WorkFactory

BATCH = 4
"""At once; a mail server bounds the connections of one caller."""
log = structlog.get_logger()


async def post_digests(
    works: WorkFactory, hotel_id: HotelId, mailer: Mailer, *, public_url: str
) -> int:
    """How many were claimed."""
    async with works.hotel(hotel_id) as work:
        await plan(work)
    async with works.hotel(hotel_id) as work:
        claims = await claim(work, limit=BATCH)
    fault("digests.claimed")
    if not claims:
        return 0
    async with works.hotel(hotel_id) as work:
        letters = await letters_of(work, claims)
    async with asyncio.TaskGroup() as group:
        for letter in letters:
            group.create_task(_guarded(works, hotel_id, mailer, letter, public_url))
    return len(claims)


async def _guarded(
    works: WorkFactory, hotel_id: HotelId, mailer: Mailer, letter: Letter, public_url: str
) -> None:
    try:
        # No transaction is open while the mail server thinks.
        await mailer.send(_mail(letter, public_url))
        fault("digests.sent")
        async with works.hotel(hotel_id) as work:
            await sent(work, letter)
    except DATABASE_AWAY:
        # Its lease ends by itself.
        raise
    except MailFailure as refused:
        log.warning("digest.not_sent", key=letter.key, outcome=refused.outcome)
        async with works.hotel(hotel_id) as work:
            await failed(work, letter, outcome=refused.outcome, passing=refused.passing)
    except Exception as error:
        WORK_FAILURES.labels("digests").inc()
        # The text of the error may hold an address.
        log.error(
            "digest.failed", key=letter.key, error=type(error).__name__, place=place_of(error)
        )
        async with works.hotel(hotel_id) as work:
            await failed(work, letter, outcome="error", passing=True)


def _mail(letter: Letter, public_url: str) -> Mail:
    news = [one.news for one in letter.told]
    language, zone = letter.reader.language, ZoneInfo(letter.timezone)
    text = text_of(letter.hotel_name, news, language, public_url=public_url, zone=zone)
    subject = subject_of(letter.hotel_name, news, language)
    return Mail(letter.reader.address, subject, text, letter.key)
