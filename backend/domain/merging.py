"""Two records of one person: what the record that stays takes over from the other."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

UNDO_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Person:
    """What a merge looks at."""

    name: str
    whatsapp_name: str | None
    phone: str | None
    language: str | None
    vip: bool
    opted_out_at: datetime | None


def filled(kept: Person, gone: Person) -> dict[str, tuple[Any, Any]]:
    """Field to (before, after), where the record that stays lacked something.

    Who asked on either record for nothing automatic gets nothing automatic.
    """
    # A name that came from WhatsApp follows WhatsApp; with two chats it would go to and fro.
    follows = bool(kept.name) and kept.name == kept.whatsapp_name
    wanted: dict[str, Any] = {
        "name": kept.name or gone.name,
        "whatsapp_name": None if follows else kept.whatsapp_name or gone.whatsapp_name,
        "phone": kept.phone or gone.phone,
        "language": kept.language or gone.language,
        "vip": kept.vip or gone.vip,
        "opted_out_at": min(
            (at for at in (kept.opted_out_at, gone.opted_out_at) if at is not None), default=None
        ),
    }
    return {
        field: (getattr(kept, field), value)
        for field, value in wanted.items()
        if getattr(kept, field) != value
    }
