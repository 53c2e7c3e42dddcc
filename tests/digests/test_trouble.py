"""Quiet hours, and a mail server that misbehaves: nothing is lost, and a person sees why."""

import asyncio
import ssl
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backend.domain.digests import MOST_ATTEMPTS, first_due, wait_after
from backend.domain.notifying import NotifyKind, quiet_end
from backend.features.digests.posting import post_digests
from backend.ports.mail import Mail
from tests.digests.conftest import MINUTE, URL, Post, link
from tests.faults.expired import expired_certificate

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = (time(22), time(7))


def at(hour: int, minute: int = 0, day: int = 10) -> datetime:
    """On Berlin's clock, in November."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def test_quiet_hours_end_by_the_hotels_clock() -> None:
    """The end itself is not quiet; a night ends on the next morning; a pair alike is none."""
    assert quiet_end(*NIGHT, at(21, 59), BERLIN) is None
    assert quiet_end(*NIGHT, at(22), BERLIN) == at(7, day=11)
    assert quiet_end(*NIGHT, at(6, 59), BERLIN) == at(7)
    assert quiet_end(*NIGHT, at(7), BERLIN) is None
    assert quiet_end(time(12), time(13), at(12, 30), BERLIN) == at(13)
    assert quiet_end(time(9), time(9), at(9), BERLIN) is None
    assert quiet_end(None, None, at(3), BERLIN) is None


def test_a_night_in_which_the_clocks_change_ends_at_its_hour() -> None:
    """Seven in the morning is seven in the morning, an hour later in autumn."""
    evening = datetime(2026, 10, 24, 23, tzinfo=BERLIN).astimezone(UTC)
    end = quiet_end(*NIGHT, evening, BERLIN)

    assert end == datetime(2026, 10, 25, 7, tzinfo=BERLIN).astimezone(UTC)
    assert end - evening == timedelta(hours=9)


def test_the_first_moment_keeps_the_grace_the_distance_and_the_quiet_hours() -> None:
    """The latest of the three."""
    quarter, never = timedelta(minutes=15), (None, None)
    now = at(12)

    def due(last: datetime | None, quiet: tuple[time | None, time | None]) -> datetime:
        return first_due(now, every=quarter, last_sent=last, quiet=quiet, zone=BERLIN)

    assert due(None, never) == at(12, 5)
    assert due(at(11, 58), never) == at(12, 13)
    assert due(at(11), never) == at(12, 5)
    assert due(None, (time(12, 1), time(14))) == at(14)


def test_attempts_come_ever_later_and_end() -> None:
    """From a minute to an hour."""
    waits = [wait_after(attempts) for attempts in range(1, MOST_ATTEMPTS + 1)]

    assert waits[:4] == [MINUTE, 3 * MINUTE, 9 * MINUTE, 27 * MINUTE]
    assert set(waits[4:-1]) == {timedelta(hours=1)}
    assert waits[-1] is None


async def _quiet_now(post: Post) -> None:
    now = datetime.now(BERLIN)
    hours = {
        "quiet_from": (now - timedelta(hours=2)).time().replace(microsecond=0, tzinfo=None),
        "quiet_until": (now + timedelta(hours=2)).time().replace(microsecond=0, tzinfo=None),
    }
    await post.want(**hours)


async def test_what_came_in_quiet_hours_is_in_the_first_digest_after_them(post: Post) -> None:
    """Silent until then, and nothing of it is lost."""
    await _quiet_now(post)
    first = await post.tell()
    await post.post()
    second = await post.tell(NotifyKind.ASSIGNED)
    await post.pass_time(5 * MINUTE)
    await post.post()
    silent = list(post.mail.messages)
    await post.want(quiet_from=None, quiet_until=None)
    await post.pass_time(timedelta(hours=2))
    await post.post()

    (text,) = post.texts()
    assert silent == []
    assert link(first) in text
    assert link(second) in text


async def test_quiet_hours_that_were_set_meanwhile_are_kept(post: Post) -> None:
    """The last look is before the call; it is no attempt."""
    await post.tell()
    await post.post()
    await _quiet_now(post)
    await post.pass_time(5 * MINUTE)
    await post.post()

    (row,) = await post.rows()
    assert post.mail.messages == []
    assert (row.state, row.attempts) == ("waiting", 0)
    assert row.next_at is not None
    assert row.next_at > datetime.now(UTC) + timedelta(hours=1)


def _hangs(post: Post, folder: Path) -> None:
    post.mail.hangs, post.deadline_s = True, 0.3


def _is_busy(post: Post, folder: Path) -> None:
    post.mail.refuses = "451 try later"


def _cuts(post: Post, folder: Path) -> None:
    post.mail.cuts = True


def _has_no_tls(post: Post, folder: Path) -> None:
    post.security = "starttls"


def _has_a_bad_certificate(post: Post, folder: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(expired_certificate(folder))
    post.mail.tls, post.security = context, "starttls"


@pytest.mark.parametrize(
    ("breaks", "outcome"),
    [
        (_hangs, "timeout"),
        (_is_busy, "busy"),
        (_cuts, "network"),
        (_has_no_tls, "network"),
        (_has_a_bad_certificate, "tls"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__.strip("_"),
)
async def test_a_mail_server_in_trouble_is_named_and_tried_again(
    post: Post, breaks: object, outcome: str, tmp_path: Path
) -> None:
    """The person's settings say why; once it is well again the mail comes once."""
    assert callable(breaks)
    breaks(post, tmp_path)
    await post.tell()
    await post.post_later(5 * MINUTE)
    broken = await post.view()
    during = list(post.mail.messages)
    post.mail.hangs, post.mail.refuses, post.mail.cuts = False, "", False
    post.security, post.deadline_s = "none", 15.0
    await post.pass_time(MINUTE)
    await post.post()
    mended = await post.view()

    assert during == []
    assert (broken.trouble, broken.sent_at) == (outcome, None)
    assert broken.next_at is not None
    assert (mended.trouble, mended.next_at) == ("", None)
    assert mended.sent_at is not None
    assert len(post.mail.messages) == 1


async def test_a_refused_address_is_said_to_the_person_and_to_staff(post: Post) -> None:
    """No further attempt; the next news is a new one, with what could not be told in it."""
    post.mail.refuses = "550 no such mailbox"
    lost = await post.tell()
    await post.post_later(5 * MINUTE)
    view, alerts = await post.view(), await post.alerts()
    post.mail.refuses = ""
    await post.tell()
    await post.post_later(5 * MINUTE)

    assert (view.trouble, view.next_at) == ("refused", None)
    assert [one.kind for one in alerts] == ["alarm_failed"]
    assert post.account.email not in alerts[0].reason
    assert await post.ends() == [("failed", "refused"), ("done", "sent")]
    assert link(lost) in post.texts()[0]


async def test_after_the_last_attempt_staff_are_told(post: Post) -> None:
    """One alert for the day, however many digests fail."""
    post.mail.refuses = "451 try later"
    await post.tell()
    await post.post()
    for _ in range(MOST_ATTEMPTS):
        await post.pass_time(timedelta(hours=1))
        await post.post()

    (row,) = await post.rows()
    assert (row.state, row.outcome, row.attempts) == ("failed", "busy", MOST_ATTEMPTS)
    assert [one.kind for one in await post.alerts()] == ["alarm_failed"]


class Dying:
    """A worker that is lost between the mail server's answer and its own note of it."""

    def __init__(self, post: Post) -> None:
        self._mailer = post.mailer

    async def send(self, mail: Mail) -> None:
        await self._mailer.send(mail)
        raise asyncio.CancelledError


async def test_a_repetition_after_a_lost_worker_can_be_known(post: Post) -> None:
    """The same Message-ID; until the lease ends nobody else writes."""
    await post.tell()
    await post.post()
    await post.pass_time(5 * MINUTE)
    await post_digests(post.works, post.hotel.id, Dying(post), public_url=URL)
    await post.post()
    within = len(post.mail.messages)
    await post.pass_time(2 * MINUTE)
    await post.post()

    assert within == 1
    assert len({one["Message-ID"] for one in post.mail.messages}) == 1
    assert len(post.mail.messages) == 2
    assert await post.ends() == [("done", "sent")]


async def test_what_loses_every_worker_is_given_up(post: Post) -> None:
    """Attempts are counted before they are made."""
    await post.tell()
    await post.post()
    await post.owner.execute(
        "update digest set attempts = %s where hotel_id = %s", [MOST_ATTEMPTS, post.hotel.id]
    )
    await post.pass_time(5 * MINUTE)
    await post.post()

    assert post.mail.messages == []
    assert await post.ends() == [("failed", "error")]
