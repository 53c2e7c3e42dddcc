"""What we need to write an e-mail to a colleague."""

from dataclasses import dataclass
from typing import Protocol


class MailFailure(Exception):
    """`outcome` is a name: timeout, network, tls, auth, refused, busy, no_mail_server."""

    def __init__(self, outcome: str, *, passing: bool) -> None:
        self.outcome = outcome
        self.passing = passing
        """Another attempt may cure it."""
        super().__init__(outcome)


@dataclass(frozen=True, slots=True)
class Mail:
    to: str
    subject: str
    text: str
    key: str
    """The same for each attempt; becomes the Message-ID, by which a repetition is known."""


class Mailer(Protocol):
    async def send(self, mail: Mail) -> None:
        """Returns when the mail server has taken it. Raises MailFailure."""
