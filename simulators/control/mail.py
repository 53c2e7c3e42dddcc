"""What the simulated mail server took."""

from fastapi import APIRouter
from pydantic import BaseModel

from simulators.mail import MailServer


class MailView(BaseModel):
    to: str
    subject: str
    message_id: str
    text: str


def build_mail(server: MailServer) -> APIRouter:
    router = APIRouter(prefix="/control")

    @router.get("/mails")
    async def list_mails() -> list[MailView]:
        """Oldest first."""
        return [
            MailView(
                to=str(one["To"]),
                subject=str(one["Subject"]),
                message_id=str(one["Message-ID"]),
                text=one.get_content(),
            )
            for one in server.messages
        ]

    return router
