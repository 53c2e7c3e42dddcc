"""E-mail to colleagues through a mail server that misbehaves."""

from datetime import timedelta

import pytest

from backend.integrations.smtp import MailServer as Address
from backend.integrations.smtp import Smtp
from backend.ports.mail import Mail, MailFailure
from simulators.mail import MailServer
from tests.alarms.conftest import Watch

MAIL = Mail("nina@people.test", "Hotel:\r\nBcc: all@people.test", "Words\n.\nmore", "key-1")


def _address(port: int, security: str = "none", host: str | None = "127.0.0.1") -> Address:
    return Address(host, port, None, None, security, "Hotel <h@hotel.test>")  # type: ignore[arg-type]


async def test_a_message_arrives_as_it_was_written(mail: MailServer) -> None:
    """With its key as Message-ID; a line break in the subject is no header."""
    await Smtp(_address(mail.port)).send(MAIL)

    (got,) = mail.messages
    assert got["Message-ID"] == "<key-1@hotel.test>"
    assert got["Subject"] == "Hotel: Bcc: all@people.test"
    assert got["Bcc"] is None
    assert got.get_content().splitlines() == ["Words", ".", "more"]


@pytest.mark.parametrize(
    ("refuses", "outcome", "passing"),
    [("550 no such mailbox", "refused", False), ("451 try later", "busy", True)],
)
async def test_a_refusal_has_a_name(
    mail: MailServer, refuses: str, outcome: str, passing: bool
) -> None:
    """For good, or to be tried again."""
    mail.refuses = refuses
    with pytest.raises(MailFailure) as failure:
        await Smtp(_address(mail.port)).send(MAIL)

    assert (failure.value.outcome, failure.value.passing) == (outcome, passing)


async def test_a_server_that_says_nothing_ends_by_the_deadline(mail: MailServer) -> None:
    """The drain does not hang with it."""
    mail.hangs = True
    with pytest.raises(MailFailure) as failure:
        await Smtp(_address(mail.port), deadline_s=0.3).send(MAIL)

    assert failure.value.outcome == "timeout"


async def test_without_tls_nothing_is_handed_over(mail: MailServer) -> None:
    """A server that offers none gets no message and no password where it is wanted."""
    with pytest.raises(MailFailure):
        await Smtp(_address(mail.port, "starttls")).send(MAIL)

    assert mail.messages == []


async def test_no_server_at_all_is_said(mail: MailServer) -> None:
    """Nothing listens, or nothing was set."""
    await mail.stop()
    with pytest.raises(MailFailure) as away:
        await Smtp(_address(mail.port)).send(MAIL)
    with pytest.raises(MailFailure) as unset:
        await Smtp(_address(25, host=None)).send(MAIL)
    await mail.start()

    assert (away.value.outcome, away.value.passing) == ("network", True)
    assert (unset.value.outcome, unset.value.passing) == ("no_mail_server", False)


async def test_a_dead_mail_server_loses_nothing(watch: Watch) -> None:
    """Tried again, ever later, until it is back; the same Message-ID each time."""
    await watch.on_duty("Nina")
    watch.mail.refuses = "451 try later"
    await watch.complain()
    await watch.drain()
    waiting = [
        (state, outcome) for _, _, way, state, outcome in await watch.steps() if way == "email"
    ]
    watch.mail.refuses = ""
    await watch.pass_time(timedelta(minutes=1))
    await watch.drain()

    assert waiting == [("waiting", "busy")]
    assert len(watch.mail.messages) == 1
    assert [state for _, _, _, state, _ in await watch.steps()] == ["done", "done"]


async def test_after_the_last_attempt_a_person_is_told(watch: Watch) -> None:
    """The step failed by name, and an alert says that colleagues cannot be told."""
    await watch.on_duty("Nina")
    watch.mail.refuses = "451 try later"
    await watch.complain()
    for _ in range(9):
        await watch.drain()
        await watch.owner.execute(
            "update alert_step set next_at = now() where hotel_id = %s", [watch.hotel.id]
        )

    assert (0, "Nina", "email", "failed", "busy") in await watch.steps()
    assert "alarm_failed" in [one.kind for one in await watch.alerts()]
