"""A type for each id: mixing them does not type-check."""

from typing import NewType
from uuid import UUID

HotelId = NewType("HotelId", UUID)
AccountId = NewType("AccountId", UUID)
StaffId = NewType("StaffId", UUID)
ChannelId = NewType("ChannelId", UUID)
GuestId = NewType("GuestId", UUID)
StayId = NewType("StayId", UUID)
ConversationId = NewType("ConversationId", UUID)
TemplateId = NewType("TemplateId", UUID)
TriggerId = NewType("TriggerId", UUID)
KnowledgeId = NewType("KnowledgeId", UUID)
AlertId = NewType("AlertId", UUID)

MessageId = NewType("MessageId", int)
InboxId = NewType("InboxId", int)
OutboxId = NewType("OutboxId", int)
DecisionId = NewType("DecisionId", int)
