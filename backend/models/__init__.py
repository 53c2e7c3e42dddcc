"""Every table, so that metadata is complete once this package is imported."""

from backend.models.account import Account
from backend.models.account_token import AccountToken
from backend.models.activity import Activity
from backend.models.ai_call import AiCall
from backend.models.ai_draft import AiDraft
from backend.models.ai_help import AiHelp
from backend.models.ai_spending import AiSpending
from backend.models.alert import Alert
from backend.models.alert_policy import AlertPolicy
from backend.models.alert_step import AlertStep
from backend.models.api_key import ApiKey
from backend.models.assessment import Assessment
from backend.models.audit_log import AuditLog
from backend.models.canned_reply import CannedReply
from backend.models.channel import Channel
from backend.models.complaint import Complaint
from backend.models.consent_event import ConsentEvent
from backend.models.contradiction import Contradiction
from backend.models.contradiction_scan import ContradictionScan
from backend.models.conversation import Conversation
from backend.models.conversation_label import ConversationLabel
from backend.models.dead_letter import DeadLetter
from backend.models.decision import Decision
from backend.models.digest import Digest
from backend.models.draft import Draft
from backend.models.duty_contact import DutyContact
from backend.models.golden_question import GoldenQuestion
from backend.models.golden_result import GoldenResult
from backend.models.golden_run import GoldenRun
from backend.models.gone_file import GoneFile
from backend.models.guest import Guest
from backend.models.guest_alias import GuestAlias
from backend.models.guest_merge import GuestMerge
from backend.models.heartbeat import Heartbeat
from backend.models.holiday import Holiday
from backend.models.hook import Hook
from backend.models.hotel import Hotel
from backend.models.inbox import Inbox
from backend.models.journal_check import JournalCheck
from backend.models.journal_watch import JournalWatch
from backend.models.knowledge_candidate import KnowledgeCandidate
from backend.models.knowledge_change import KnowledgeChange
from backend.models.knowledge_entry import KnowledgeEntry
from backend.models.knowledge_gap import KnowledgeGap
from backend.models.knowledge_import import KnowledgeImport
from backend.models.knowledge_proposal import KnowledgeProposal
from backend.models.knowledge_version import KnowledgeVersion
from backend.models.label import Label
from backend.models.learning_mark import LearningMark
from backend.models.media import Media
from backend.models.mention import Mention
from backend.models.message import Message
from backend.models.missed_complaint import MissedComplaint
from backend.models.notification import Notification
from backend.models.notification_settings import NotificationSettings
from backend.models.number_day import NumberDay
from backend.models.number_event import NumberEvent
from backend.models.outbox import Outbox
from backend.models.participant import Participant
from backend.models.periodic_run import PeriodicRun
from backend.models.planned_occurrence import PlannedOccurrence
from backend.models.pms_connection import PmsConnection
from backend.models.pms_event import PmsEvent
from backend.models.promise import Promise
from backend.models.promise_reading import PromiseReading
from backend.models.refresh_token import RefreshToken
from backend.models.rehearsal import Rehearsal
from backend.models.rehearsal_line import RehearsalLine
from backend.models.saved_view import SavedView
from backend.models.scheduled_message import ScheduledMessage
from backend.models.send_attempt import SendAttempt
from backend.models.session import Session
from backend.models.shift import Shift
from backend.models.staff import Staff
from backend.models.status_note import StatusNote
from backend.models.stay import Stay
from backend.models.stay_event import StayEvent
from backend.models.stay_import import StayImport
from backend.models.stay_import_line import StayImportLine
from backend.models.survey import Survey
from backend.models.survey_answer import SurveyAnswer
from backend.models.team import Team
from backend.models.team_member import TeamMember
from backend.models.template import Template
from backend.models.template_link import TemplateLink
from backend.models.template_text import TemplateText
from backend.models.template_version import TemplateVersion
from backend.models.translation import Translation
from backend.models.translation_switch import TranslationSwitch
from backend.models.trigger import Trigger
from backend.models.trigger_action import TriggerAction
from backend.models.trigger_skip import TriggerSkip
from backend.models.upload import Upload
from backend.models.work_failure import WorkFailure
from backend.models.wrong_answer import WrongAnswer

__all__ = [
    "Account",
    "AccountToken",
    "Activity",
    "AiCall",
    "AiDraft",
    "AiHelp",
    "AiSpending",
    "Alert",
    "AlertPolicy",
    "AlertStep",
    "ApiKey",
    "Assessment",
    "AuditLog",
    "CannedReply",
    "Channel",
    "Complaint",
    "ConsentEvent",
    "Contradiction",
    "ContradictionScan",
    "Conversation",
    "ConversationLabel",
    "DeadLetter",
    "Decision",
    "Digest",
    "Draft",
    "DutyContact",
    "GoldenQuestion",
    "GoldenResult",
    "GoldenRun",
    "GoneFile",
    "Guest",
    "GuestAlias",
    "GuestMerge",
    "Heartbeat",
    "Holiday",
    "Hook",
    "Hotel",
    "Inbox",
    "JournalCheck",
    "JournalWatch",
    "KnowledgeCandidate",
    "KnowledgeChange",
    "KnowledgeEntry",
    "KnowledgeGap",
    "KnowledgeImport",
    "KnowledgeProposal",
    "KnowledgeVersion",
    "Label",
    "LearningMark",
    "Media",
    "Mention",
    "Message",
    "MissedComplaint",
    "Notification",
    "NotificationSettings",
    "NumberDay",
    "NumberEvent",
    "Outbox",
    "Participant",
    "PeriodicRun",
    "PlannedOccurrence",
    "PmsConnection",
    "PmsEvent",
    "Promise",
    "PromiseReading",
    "RefreshToken",
    "Rehearsal",
    "RehearsalLine",
    "SavedView",
    "ScheduledMessage",
    "SendAttempt",
    "Session",
    "Shift",
    "Staff",
    "StatusNote",
    "Stay",
    "StayEvent",
    "StayImport",
    "StayImportLine",
    "Survey",
    "SurveyAnswer",
    "Team",
    "TeamMember",
    "Template",
    "TemplateLink",
    "TemplateText",
    "TemplateVersion",
    "Translation",
    "TranslationSwitch",
    "Trigger",
    "TriggerAction",
    "TriggerSkip",
    "Upload",
    "WorkFailure",
    "WrongAnswer",
]
