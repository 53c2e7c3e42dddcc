"""E-mail through the operator's mail server: one connection a message, one total deadline."""

import asyncio
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from typing import Literal

import aiosmtplib
from pydantic import SecretStr

from backend.ports.mail import Mail, MailFailure

DEADLINE_S = 15.0
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str | None
    port: int
    user: str | None
    password: SecretStr | None
    security: Security
    sender: str
    certificates: str | None = None
    """A file of authorities beside the system's own."""


class Smtp:
    """Implements ports.mail.Mailer."""

    def __init__(self, server: MailServer, *, deadline_s: float = DEADLINE_S) -> None:
        self._server = server
        self._deadline_s = deadline_s

    async def send(self, mail: Mail) -> None:
        server = self._server
        if not server.host:
            raise MailFailure("no_mail_server", passing=False)
        try:
            async with asyncio.timeout(self._deadline_s):
                await self._hand_over(server.host, _message(mail, server.sender))
        except TimeoutError:
            raise MailFailure("timeout", passing=True) from None
        except aiosmtplib.SMTPAuthenticationError:
            # A person mends it; until then nothing is lost.
            raise MailFailure("auth", passing=True) from None
        except (ssl.SSLError, aiosmtplib.SMTPConnectError) as error:
            raise MailFailure(_of_connecting(error), passing=True) from None
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [one.code for one in error.recipients]
            raise _by_code(max(codes, default=550)) from None
        except aiosmtplib.SMTPResponseException as error:
            raise _by_code(error.code) from None
        except (aiosmtplib.SMTPException, OSError):
            raise MailFailure("network", passing=True) from None

    async def _hand_over(self, host: str, message: EmailMessage) -> None:
        server = self._server
        password = server.password.get_secret_value() if server.password else None
        await aiosmtplib.send(
            message,
            hostname=host,
            port=server.port,
            username=server.user,
            password=password,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",
            tls_context=ssl.create_default_context(cafile=server.certificates)
            if server.security != "none"
            else None,
            timeout=self._deadline_s,
        )


def _message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.to, _line(mail.subject)
    message["Date"] = formatdate(localtime=False)
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    message["Message-ID"] = f"<{mail.key}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _line(text: str) -> str:
    """A header is one line."""
    return " ".join(text.split())


def _of_connecting(error: Exception) -> str:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return "tls"
        seen = seen.__cause__ or seen.__context__
    return "network"


def _by_code(code: int) -> MailFailure:
    if 400 <= code < 500:
        return MailFailure("busy", passing=True)
    return MailFailure("refused", passing=False)
