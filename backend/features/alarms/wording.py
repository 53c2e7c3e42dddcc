"""The words in which a colleague is told of alerts; a guest's words and name stay in the house."""

from zoneinfo import ZoneInfo

from backend.domain.words import AlertKind
from backend.features.alarms.schemas import Notice, Told

_KINDS = {
    AlertKind.COMPLAINT: "Complaint",
    AlertKind.HUMAN_ASKED: "A guest asks for a person",
    AlertKind.ERASURE_ASKED: "A guest asks to be deleted",
    AlertKind.AI_FAILED: "A guest waits for a person",
    AlertKind.PROMISE_DUE: "A promise is due soon",
    AlertKind.PROMISE_MISSED: "A promise was not kept in time",
    AlertKind.TRIGGER_ASKS: "Please look",
}


def subject_of(notice: Notice) -> str:
    if len(notice.alerts) > 1:
        return f"{notice.hotel_name}: {len(notice.alerts)} alerts wait"
    return f"{notice.hotel_name}: {_kind(notice.alerts[0])}"


def text_of(notice: Notice, public_url: str) -> str:
    zone = ZoneInfo(notice.timezone)
    lines = [
        f"{_kind(one)}{_room(one)}, since {one.raised_at.astimezone(zone):%H:%M}. {one.reason}"
        for one in notice.alerts
    ]
    return "\n".join([*lines, f"{public_url.rstrip('/')}/alerts"])


def body_of(notice: Notice) -> dict[str, object]:
    """For a program: ids, codes and times."""
    return {
        "id": notice.key,
        "event": "alert.raised",
        "hotel_id": str(notice.hotel_id),
        "alerts": [
            {
                "id": str(one.alert_id),
                "kind": one.kind.value,
                "rung": one.rung,
                "room": one.room,
                "raised_at": one.raised_at.isoformat(),
            }
            for one in notice.alerts
        ],
    }


def _kind(one: Told) -> str:
    return _KINDS.get(one.kind, "Alert")


def _room(one: Told) -> str:
    return f", room {one.room}" if one.room else ""
