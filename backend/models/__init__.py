"""Every table, so that metadata is complete once this package is imported."""

from backend.models.account import Account
from backend.models.account_token import AccountToken
from backend.models.activity import Activity
from backend.models.ai_call import AiCall
from backend.models.ai_draft import AiDraft
from backend.models.alert import Alert
from backend.models.api_key import ApiKey
from backend.models.assessment import Assessment
from backend.models.audit_log import AuditLog
from backend.models.channel import Channel
from backend.models.consent_event import ConsentEvent
from backend.models.conversation import Conversation
from backend.models.conversation_label import ConversationLabel
from backend.models.dead_letter import DeadLetter
from backend.models.decision import Decision
from backend.models.guest import Guest
from backend.models.guest_alias import GuestAlias
from backend.models.heartbeat import Heartbeat
from backend.models.hook import Hook
from backend.models.hotel import Hotel
from backend.models.inbox import Inbox
from backend.models.journal_check import JournalCheck
from backend.models.journal_watch import JournalWatch
from backend.models.knowledge_entry import KnowledgeEntry
from backend.models.label import Label
from backend.models.media import Media
from backend.models.mention import Mention
from backend.models.message import Message
from backend.models.number_day import NumberDay
from backend.models.number_event import NumberEvent
from backend.models.outbox import Outbox
from backend.models.participant import Participant
from backend.models.periodic_run import PeriodicRun
from backend.models.planned_occurrence import PlannedOccurrence
from backend.models.pms_connection import PmsConnection
from backend.models.pms_event import PmsEvent
from backend.models.refresh_token import RefreshToken
from backend.models.rehearsal import Rehearsal
from backend.models.rehearsal_line import RehearsalLine
from backend.models.saved_view import SavedView
from backend.models.scheduled_message import ScheduledMessage
from backend.models.send_attempt import SendAttempt
from backend.models.session import Session
from backend.models.staff import Staff
from backend.models.status_note import StatusNote
from backend.models.stay import Stay
from backend.models.stay_event import StayEvent
from backend.models.stay_import import StayImport
from backend.models.stay_import_line import StayImportLine
from backend.models.team import Team
from backend.models.team_member import TeamMember
from backend.models.template import Template
from backend.models.template_link import TemplateLink
from backend.models.template_text import TemplateText
from backend.models.template_version import TemplateVersion
from backend.models.trigger import Trigger
from backend.models.trigger_action import TriggerAction
from backend.models.trigger_skip import TriggerSkip
from backend.models.work_failure import WorkFailure

__all__ = [
    "Account",
    "AccountToken",
    "Activity",
    "AiCall",
    "AiDraft",
    "Alert",
    "ApiKey",
    "Assessment",
    "AuditLog",
    "Channel",
    "ConsentEvent",
    "Conversation",
    "ConversationLabel",
    "DeadLetter",
    "Decision",
    "Guest",
    "GuestAlias",
    "Heartbeat",
    "Hook",
    "Hotel",
    "Inbox",
    "JournalCheck",
    "JournalWatch",
    "KnowledgeEntry",
    "Label",
    "Media",
    "Mention",
    "Message",
    "NumberDay",
    "NumberEvent",
    "Outbox",
    "Participant",
    "PeriodicRun",
    "PlannedOccurrence",
    "PmsConnection",
    "PmsEvent",
    "RefreshToken",
    "Rehearsal",
    "RehearsalLine",
    "SavedView",
    "ScheduledMessage",
    "SendAttempt",
    "Session",
    "Staff",
    "StatusNote",
    "Stay",
    "StayEvent",
    "StayImport",
    "StayImportLine",
    "Team",
    "TeamMember",
    "Template",
    "TemplateLink",
    "TemplateText",
    "TemplateVersion",
    "Trigger",
    "TriggerAction",
    "TriggerSkip",
    "WorkFailure",
]
