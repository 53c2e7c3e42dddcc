"""Every table that holds something of a guest, and what becomes of it; children before parents.

A table that is in neither list makes a test fail (tests/privacy/test_erasure.py).
"""

from collections.abc import Sequence

from backend.db.transaction import Statement, sql

_OF_CONVERSATION = "conversation_id = any(:conversations)"
_OF_GUEST = "guest_id = any(:guests)"
_OF_STAY = "stay_id = any(:stays)"
_OF_MESSAGE = (
    "message_id in (select m.id from message m"
    " where m.hotel_id = :hotel and m.conversation_id = any(:conversations))"
)
_ANY = f"({_OF_CONVERSATION} or {_OF_GUEST} or {_OF_STAY})"

DELETED: tuple[tuple[str, str], ...] = (
    ("ai_draft", _OF_CONVERSATION),
    ("ai_help", _OF_CONVERSATION),
    ("wrong_answer", _OF_CONVERSATION),
    ("knowledge_candidate", _OF_CONVERSATION),
    ("translation", f"({_OF_CONVERSATION} or {_OF_MESSAGE})"),
    ("translation_switch", _OF_CONVERSATION),
    ("promise", _OF_CONVERSATION),
    ("scheduled_message", _OF_CONVERSATION),
    ("survey_answer", f"({_OF_CONVERSATION} or {_OF_STAY})"),
    ("complaint", _ANY),
    ("missed_complaint", _OF_MESSAGE),
    ("notification", _OF_CONVERSATION),
    ("draft", _OF_CONVERSATION),
    ("mention", _OF_CONVERSATION),
    ("participant", _OF_CONVERSATION),
    ("conversation_label", _OF_CONVERSATION),
    ("activity", _OF_CONVERSATION),
    ("alert", f"({_OF_CONVERSATION} or {_OF_MESSAGE})"),
    ("assessment", _OF_CONVERSATION),
    ("dead_letter", "source_id = any(:sources)"),
    ("work_failure", "source_id = any(:sources)"),
    ("outbox", _OF_CONVERSATION),
    ("media", _OF_MESSAGE),
    ("message", _OF_CONVERSATION),
    ("planned_occurrence", f"({_OF_CONVERSATION} or {_OF_STAY})"),
    ("rehearsal_line", f"({_OF_GUEST} or {_OF_STAY})"),
    ("trigger_skip", "(subject_id = any(:guests) or subject_id = any(:stays))"),
    ("guest_merge", "(kept_id = any(:guests) or gone_id = any(:guests))"),
    (
        "contradiction",
        "(left_kind = 'reply' and left_id = any(:sources)"
        " or right_kind = 'reply' and right_id = any(:sources))",
    ),
    # The keys of webhooks begin with their kind and the chat.
    ("inbox", "split_part(dedupe_key, ':', 3) = any(:chats)"),
    ("inbox", "split_part(dedupe_key, ':', 2) = any(:chats)"),
)
LAST_DELETED: tuple[tuple[str, str], ...] = (
    ("conversation", "id = any(:conversations)"),
    ("consent_event", _OF_GUEST),
    ("guest_alias", _OF_GUEST),
)
EMPTIED: tuple[tuple[str, str, str], ...] = (
    (
        "ai_call",
        "payload_redacted = '', payload_gone_at = coalesce(payload_gone_at, clock_timestamp()),"
        " conversation_id = null",
        _OF_CONVERSATION,
    ),
    ("trigger_action", "conversation_id = null, guest_id = null, stay_id = null", _ANY),
    # Why a trigger does not fire twice for a stay remains.
    (
        "decision",
        "conversation_id = null, guest_id = null,"
        " facts = case kind when 'answer' then '{}' else facts end",
        _ANY,
    ),
    (
        "stay",
        "guest_name = '', note = null, door_code_sealed = null, group_code = null, tags = '[]'",
        _OF_GUEST,
    ),
    ("stay_event", "changes = '{}'", _OF_STAY),
    ("stay_import_line", "problems = '[]'", "external_id = any(:reservations)"),
    (
        "guest",
        "name = '', whatsapp_name = null, phone = null, language = null, vip = false,"
        " opted_out_at = coalesce(opted_out_at, clock_timestamp())",
        "id = any(:guests)",
    ),
)
BY_PARENT = {
    "alert_step": "alert",
    "send_attempt": "outbox",
    "knowledge_gap": "decision",
}
"""Goes with it, or holds only its id and codes."""


# Never changed and never deleted by us: functions of the database do it for an erasure alone.
_BY_FUNCTION = {
    "activity": sql("select * from erase_activity(cast(:conversations as uuid[]))"),
    "stay_event": sql("select * from erase_stay_changes(cast(:stays as uuid[]))"),
}


def _delete(table: str, where: str) -> Statement:
    if table in _BY_FUNCTION:
        return _BY_FUNCTION[table]
    return sql(f"delete from {table} where hotel_id = :hotel and {where}")  # noqa: S608 - from above


def _empty(table: str, change: str, where: str) -> Statement:
    if table in _BY_FUNCTION:
        return _BY_FUNCTION[table]
    return sql(f"update {table} set {change} where hotel_id = :hotel and {where}")  # noqa: S608 - from above


STEPS: Sequence[tuple[str, Statement]] = (
    *((table, _delete(table, where)) for table, where in DELETED),
    *((table, _empty(table, change, where)) for table, change, where in EMPTIED),
    *((table, _delete(table, where)) for table, where in LAST_DELETED),
)

EXPORTED: Sequence[tuple[str, Statement]] = tuple(
    (
        table,
        sql(
            f"select to_jsonb(t) - cast(:secret as text[]) from {table} t"  # noqa: S608 - from above
            f" where hotel_id = :hotel and {where} order by id"
        ),
    )
    for table, where in (
        ("guest", "id = any(:guests)"),
        ("guest_alias", _OF_GUEST),
        ("consent_event", _OF_GUEST),
        ("stay", _OF_GUEST),
        ("stay_event", _OF_STAY),
        ("conversation", "id = any(:conversations)"),
        ("message", _OF_CONVERSATION),
        ("media", _OF_MESSAGE),
        ("translation", _OF_MESSAGE),
        ("assessment", _OF_CONVERSATION),
        ("complaint", _ANY),
        ("survey_answer", f"({_OF_CONVERSATION} or {_OF_STAY})"),
        ("promise", _OF_CONVERSATION),
        ("activity", _OF_CONVERSATION),
        ("ai_call", _OF_CONVERSATION),
    )
)
SECRET = [
    *("hotel_id", "door_code_sealed", "thumbnail", "stored_key", "provider_url"),
    *("payload_sha256", "stable_sha256", "digest"),
]
"""Left out of a copy: sealed, or of no meaning outside."""
