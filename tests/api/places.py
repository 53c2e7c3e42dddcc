"""A hotel that is full of one canary word, and the ids of everything in it."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from backend.domain.facts import Aspect
from backend.domain.inbox_words import AiDraftState, ComposerMode
from backend.domain.knowledge_words import SourceKind, TextKind
from backend.domain.notifying import NotifyKind
from backend.domain.recovery import ComplaintSource, ComplaintState
from backend.domain.words import (
    AlertKind,
    Author,
    DecisionKind,
    DecisionOutcome,
    Direction,
    MessageStatus,
    PmsVendor,
    Role,
    TriggerEvent,
)
from backend.features.activities.service import write_note
from backend.features.stay_imports.reading import Table, pack
from backend.features.stay_imports.service import ROWS_PURPOSE
from backend.kit.ids import new_uuid
from backend.models import (
    AiDraft,
    Alert,
    ApiKey,
    AuditLog,
    CannedReply,
    Complaint,
    Contradiction,
    Conversation,
    ConversationLabel,
    DeadLetter,
    Decision,
    Draft,
    Guest,
    GuestAlias,
    GuestMerge,
    Holiday,
    KnowledgeEntry,
    KnowledgeImport,
    KnowledgeProposal,
    Label,
    Media,
    Message,
    Notification,
    PmsConnection,
    Promise,
    SavedView,
    ScheduledMessage,
    Shift,
    Stay,
    StayImport,
    Survey,
    Team,
    Template,
    TemplateText,
    TemplateVersion,
    Trigger,
    Upload,
)
from backend.work import Work, WorkFactory
from tests.fixtures.work import HotelFixture

PHONE = "+4915199990001"


@dataclass(frozen=True)
class Furnished:
    hotel: HotelFixture
    canary: str
    ids: dict[str, str]
    """Value of every path parameter of the API, by name."""


async def furnish(works: WorkFactory, hotel: HotelFixture, canary: str) -> Furnished:
    """One row of everything, each with the canary in what it says."""
    async with works.hotel(hotel.id) as work:
        ids = await _inbox(work, hotel, canary)
        ids |= await _content(work, hotel, canary)
    ids |= {
        "hotel_id": str(hotel.id),
        "channel_id": str(hotel.channel.id),
        "staff_id": str(hotel.staff.id),
    }
    return Furnished(hotel, canary, ids)


async def _inbox(work: Work, hotel: HotelFixture, canary: str) -> dict[str, str]:
    own: dict[str, Any] = {"hotel_id": hotel.id}
    guest = Guest(**own, name=f"Guest {canary}", phone=PHONE)
    work.session.add(guest)
    await work.session.flush()
    work.session.add(GuestAlias(**own, guest_id=guest.id, value=PHONE))
    other = Guest(**own, name=f"Other {canary}", merged_into=guest.id)
    work.session.add(other)
    await work.session.flush()
    merge = GuestMerge(**own, kept_id=guest.id, gone_id=other.id, by_name=canary)
    work.session.add(merge)
    stay = Stay(
        **own,
        external_id=f"R-{canary}",
        guest_id=guest.id,
        room="101",
        arrival=date(2026, 1, 1),
        departure=date(2026, 1, 3),
    )
    work.session.add(stay)
    await work.session.flush()
    imported = StayImport(
        **own,
        file_name=f"{canary}.csv",
        rows_sealed=work.vault.seal(
            pack(Table(("Name", "Arrival"), (("A", "2026-01-01"),))),
            hotel_id=hotel.id,
            purpose=ROWS_PURPOSE,
        ),
        columns=["Name", canary],
        total=1,
        by_name=canary,
    )
    pms = PmsConnection(
        **own,
        vendor=PmsVendor.GENERIC,
        name=f"PMS {canary}",
        credentials_sealed=b"x",
        secret_sealed=b"x",
        hook_hash=new_uuid().bytes,
    )
    work.session.add_all([imported, pms])
    conversation = Conversation(
        **own,
        channel_id=hotel.channel.id,
        chat_id="4915199990001@c.us",
        guest_id=guest.id,
        stay_id=stay.id,
    )
    work.session.add(conversation)
    await work.session.flush()
    message = Message(
        **own,
        conversation_id=conversation.id,
        channel_id=hotel.channel.id,
        direction=Direction.IN,
        author=Author.GUEST,
        text=f"Words {canary}",
        sent_at=work.now,
        sort_at=work.now,
        status=MessageStatus.RECEIVED,
    )
    alert = Alert(
        **own,
        kind=AlertKind.COMPLAINT,
        conversation_id=conversation.id,
        dedupe_key="canary",
        reason=f"Reason {canary}",
    )
    work.session.add_all([message, alert])
    await work.session.flush()
    conversation.last_message_id = message.id
    assert message.id is not None
    media = Media(**own, message_id=message.id, file_name=f"{canary}.jpg", mime_type="image/jpeg")
    upload = Upload(
        **own,
        file_name=f"{canary}.pdf",
        mime_type="application/pdf",
        size_bytes=1,
        stored_key=f"{hotel.id}/sent/{canary}",
    )
    canned = CannedReply(
        **own, shortcut=canary, title=f"Reply {canary}", texts={"en": f"Hello {canary}"}
    )
    work.session.add_all([media, upload, canned])
    ids = await _handled(work, hotel, canary, conversation)
    return ids | {
        "guest_id": str(guest.id),
        "merge_id": str(merge.id),
        "gone_id": str(other.id),
        "subject_id": str(guest.id),
        "external_id": stay.external_id,
        "import_id": str(imported.id),
        "connection_id": str(pms.id),
        "conversation_id": str(conversation.id),
        "message_id": str(message.id),
        "alert_id": str(alert.id),
        "media_id": str(media.id),
        "file_id": str(upload.id),
        "reply_id": str(canned.id),
    }


async def _handled(
    work: Work, hotel: HotelFixture, canary: str, conversation: Conversation
) -> dict[str, str]:
    own: dict[str, Any] = {"hotel_id": hotel.id}
    team, label = Team(**own, name=f"Team {canary}"), Label(**own, name=f"Label {canary}")
    view = SavedView(**own, staff_id=hotel.staff.id, name=f"View {canary}", shared=True)
    planned = ScheduledMessage(
        **own,
        conversation_id=conversation.id,
        text=f"Later {canary}",
        due_at=work.now + timedelta(days=30),
    )
    decision = Decision(
        **own,
        kind=DecisionKind.ANSWER,
        conversation_id=conversation.id,
        outcome=DecisionOutcome.SKIPPED,
        reason="ai_drafts",
    )
    work.session.add_all([team, label, view, planned, decision])
    await work.session.flush()
    assert decision.id is not None
    by_ai = AiDraft(
        **own,
        conversation_id=conversation.id,
        turn=conversation.turn,
        text=f"Draft {canary}",
        decision_id=decision.id,
        state=AiDraftState.OPEN,
    )
    work.session.add(by_ai)
    work.session.add(ConversationLabel(**own, conversation_id=conversation.id, label_id=label.id))
    mine: dict[str, Any] = {"staff_id": hotel.staff.id, "conversation_id": conversation.id}
    draft = Draft(**own, **mine, mode=ComposerMode.REPLY, text=f"Draft {canary}")
    told = Notification(**own, **mine, kind=NotifyKind.MENTION, actor_name=canary)
    work.session.add_all([draft, told])
    conversation.team_id, conversation.assignee_id = team.id, hotel.staff.id
    shift = Shift(**own, staff_id=hotel.staff.id, weekdays=[0], starts=time(8), ends=time(16))
    holiday = Holiday(**own, day=date(2026, 12, 25), name=f"Holiday {canary}")
    survey = Survey(**own, name=f"Survey {canary}", texts={"en": canary})
    complaint = Complaint(
        **own,
        conversation_id=conversation.id,
        guest_id=conversation.guest_id,
        source=ComplaintSource.STAFF,
        state=ComplaintState.CLOSED,
        closing_reason=canary,
    )
    work.session.add_all([shift, holiday, survey, complaint])
    promise = await _promised(work, hotel, canary, conversation)
    await write_note(work, conversation.id, text=f"Note {canary}", mentions={hotel.staff.id})
    return {
        "team_id": str(team.id),
        "label_id": str(label.id),
        "view_id": str(view.id),
        "mode": "reply",
        "scheduled_id": str(planned.id),
        "shift_id": str(shift.id),
        "holiday_id": str(holiday.id),
        "survey_id": str(survey.id),
        "complaint_id": str(complaint.id),
        "promise_id": str(promise.id),
        "ai_draft_id": str(by_ai.id),
    }


async def _promised(
    work: Work, hotel: HotelFixture, canary: str, conversation: Conversation
) -> Promise:
    own: dict[str, Any] = {"hotel_id": hotel.id, "conversation_id": conversation.id}
    said = Message(
        **own,
        channel_id=hotel.channel.id,
        direction=Direction.OUT,
        author=Author.PHONE,
        text=f"Towels {canary}",
        sent_at=work.now,
        sort_at=work.now,
        received_at=work.now,
        status=MessageStatus.SENT,
    )
    work.session.add(said)
    await work.session.flush()
    assert said.id is not None
    row = Promise(
        **own,
        message_id=said.id,
        place=0,
        author=Author.PHONE,
        quote=f"Towels {canary}",
        said_at=work.now,
        due_at=work.now + timedelta(hours=1),
        next_at=work.now + timedelta(minutes=40),
    )
    work.session.add(row)
    await work.session.flush()
    return row


async def _content(work: Work, hotel: HotelFixture, canary: str) -> dict[str, str]:
    own: dict[str, Any] = {"hotel_id": hotel.id}
    entry = KnowledgeEntry(**own, title=f"Fact {canary}", text=canary, language="en")
    template = Template(**own, name="The same name everywhere")
    letter = DeadLetter(**own, source="turn", source_id=str(new_uuid()), reason=canary)
    key = ApiKey(**own, name=f"Key {canary}", key_hash=new_uuid().bytes, role=Role.AGENT)
    audit = AuditLog(**own, actor_kind="system", action=f"canary.{canary}")
    intake = KnowledgeImport(
        **own, kind=SourceKind.ADDRESS, source=f"https://{canary}.test/", language="en"
    )
    side: dict[str, Any] = {"kind": TextKind.ENTRY, "id": canary, "title": canary, "quote": canary}
    sides = {f"{where}_{name}": one for where in ("left", "right") for name, one in side.items()}
    clash = Contradiction(**own, fingerprint=canary, subject="pool", aspect=Aspect.OPENS, **sides)
    work.session.add_all([entry, template, letter, key, audit, intake, clash])
    await work.session.flush()
    work.session.add(
        KnowledgeProposal(
            **own, import_id=intake.id, number=1, title=canary, text=canary, language="en"
        )
    )
    trigger = Trigger(
        **own,
        name="The same trigger everywhere",
        event=TriggerEvent.COMPLAINT,
        template_id=template.id,
    )
    of_text: dict[str, Any] = {**own, "template_id": template.id, "language": "en", "version": 1}
    words = TemplateVersion(**of_text, text=f"T {canary}")
    work.session.add_all([trigger, TemplateText(**of_text, sent_version=1), words])
    await work.session.flush()
    return {
        "entry_id": str(entry.id),
        "gap_id": "4611686018427387904",
        "intake_id": str(intake.id),
        "contradiction_id": str(clash.id),
        "number": "1",
        "template_id": str(template.id),
        "language": "en",
        "version": "1",
        "trigger_id": str(trigger.id),
        "letter_id": str(letter.id),
        "key_id": str(key.id),
    }
