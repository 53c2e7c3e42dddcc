"""first tables

Revision: 0001
Before it:
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import FUNCTIONS, dispatch_columns, global_table, hotel_table

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

HOTEL_TABLES = (
    "ai_call",
    "alert",
    "api_key",
    "assessment",
    "channel",
    "consent_event",
    "conversation",
    "dead_letter",
    "decision",
    "guest",
    "guest_alias",
    "inbox",
    "knowledge_entry",
    "media",
    "message",
    "outbox",
    "send_attempt",
    "staff",
    "status_note",
    "stay",
    "template",
    "template_text",
    "trigger",
)
GLOBAL_TABLES = ("account", "account_token", "session", "refresh_token", "hook")
# Rows that change state several times within seconds: vacuum early, or claims slow down.
WORK_TABLES = ("inbox", "outbox", "conversation", "channel", "session")

WAITING = """
create function due_intake() returns table(hotel_id uuid, channel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.hotel_id, c.id from channel c
  where (c.intake_lease_until is null or c.intake_lease_until < clock_timestamp())
    and exists (select 1 from inbox i where i.hotel_id = c.hotel_id and i.channel_id = c.id
                and i.state = 'new' and i.next_at <= clock_timestamp())
$$;
create function due_turns() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct c.hotel_id from conversation c
  where c.due_at <= clock_timestamp()
    and (c.lease_until is null or c.lease_until < clock_timestamp())
$$;
create function due_sends() returns table(hotel_id uuid, channel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct o.hotel_id, o.channel_id from outbox o
  join channel c on c.hotel_id = o.hotel_id and c.id = o.channel_id
  join hotel h on h.id = o.hotel_id
  where o.state in ('queued', 'sending', 'uncertain')
    and ((o.next_at <= clock_timestamp()
          and (o.state <> 'queued'
               or (h.status = 'active' and c.next_send_at <= clock_timestamp()
                   and (c.paused_until is null or c.paused_until <= clock_timestamp()))))
         or (o.state = 'queued' and o.not_after <= clock_timestamp()))
$$;
create function places_of_account(wanted uuid)
returns table(hotel_id uuid, hotel_name text, staff_id uuid, role text, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.hotel_id, h.name, s.id, s.role, s.name from staff s join hotel h on h.id = s.hotel_id
  where s.account_id = wanted and s.disabled_at is null order by h.name
$$;
"""
DISPATCHER_FUNCTIONS = (
    "due_intake()",
    "due_turns()",
    "due_sends()",
    "places_of_account(uuid)",
)


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column(
            "is_platform_admin", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    op.create_table(
        "hotel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default=sa.text("'en'"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("ai_mode", sa.Text(), nullable=False),
        sa.Column("debounce_ms", sa.Integer(), server_default=sa.text("2000"), nullable=False),
        sa.Column("speaker_minutes", sa.Integer(), server_default=sa.text("30"), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hotel")),
    )
    op.create_table(
        "periodic_run",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "slot", name=op.f("pk_periodic_run")),
    )
    op.create_table(
        "account_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_token__account")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_account_token")),
    )
    op.create_index(
        op.f("ix_account_token_account_id"), "account_token", ["account_id"], unique=False
    )
    op.create_table(
        "ai_call",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("prompt_tokens", sa.Integer(), nullable=False),
        sa.Column("cached_tokens", sa.Integer(), nullable=False),
        sa.Column("completion_tokens", sa.Integer(), nullable=False),
        sa.Column("payload_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("payload_redacted", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("cost_usd", sa.Float(), nullable=True),
        sa.Column("id_of_provider", sa.Text(), nullable=True),
        sa.Column("turn", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_ai_call__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_ai_call")),
    )
    op.create_index(
        op.f("ix_ai_call_hotel_id_conversation_id_id"),
        "ai_call",
        ["hotel_id", "conversation_id", "id"],
        unique=False,
    )
    op.create_table(
        "api_key",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_api_key__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("hotel_id", "key_hash", name=op.f("uq_api_key_hotel_id_key_hash")),
    )
    op.create_table(
        "audit_log",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column(
            "detail",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("ip", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_audit_log__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_audit_log")),
    )
    op.create_index(
        "ix_audit_log_recent", "audit_log", ["hotel_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_table(
        "channel",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id_instance", sa.BigInteger(), nullable=False),
        sa.Column("api_token_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("api_url", sa.Text(), nullable=False),
        sa.Column("media_url", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("wid", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("send_interval_ms", sa.Integer(), server_default=sa.text("1000"), nullable=False),
        sa.Column(
            "next_send_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pause_reason", sa.Text(), nullable=True),
        sa.Column("intake_lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("intake_epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("journal_checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_channel__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_channel")),
        sa.UniqueConstraint(
            "hotel_id", "id_instance", name=op.f("uq_channel_hotel_id_id_instance")
        ),
    )
    op.create_table(
        "dead_letter",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "first_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "last_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("replayed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replayed_by", sa.Uuid(), nullable=True),
        sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_dead_letter__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_dead_letter")),
        sa.UniqueConstraint(
            "hotel_id", "source", "source_id", name=op.f("uq_dead_letter_hotel_id_source_source_id")
        ),
    )
    op.create_table(
        "guest",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("whatsapp_name", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("vip", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_guest__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_guest")),
    )
    op.create_table(
        "knowledge_entry",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_knowledge_entry__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_knowledge_entry")),
    )
    op.create_index(
        op.f("ix_knowledge_entry_hotel_id_language"),
        "knowledge_entry",
        ["hotel_id", "language"],
        unique=False,
    )
    op.create_table(
        "refresh_token",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("family", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "issued_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_refresh_token__account")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_refresh_token")),
    )
    op.create_index(
        op.f("ix_refresh_token_account_id"), "refresh_token", ["account_id"], unique=False
    )
    op.create_index(op.f("ix_refresh_token_family"), "refresh_token", ["family"], unique=False)
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "last_seen_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ip", sa.Text(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session__account")),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_session__hotel")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"], unique=False)
    op.create_table(
        "staff",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_staff__account")),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_staff__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_staff")),
        sa.UniqueConstraint("hotel_id", "account_id", name=op.f("uq_staff_hotel_id_account_id")),
    )
    op.create_index(op.f("ix_staff_account_id"), "staff", ["account_id"], unique=False)
    op.create_table(
        "template",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_template__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_template")),
        sa.UniqueConstraint("hotel_id", "name", name=op.f("uq_template_hotel_id_name")),
    )
    op.create_table(
        "consent_event",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guest.hotel_id", "guest.id"],
            name=op.f("fk_consent_event_guest_id_guest"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_consent_event__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_consent_event")),
    )
    op.create_index(
        op.f("ix_consent_event_hotel_id_guest_id"),
        "consent_event",
        ["hotel_id", "guest_id"],
        unique=False,
    )
    op.create_table(
        "guest_alias",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guest.hotel_id", "guest.id"],
            name=op.f("fk_guest_alias_guest_id_guest"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_guest_alias__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_guest_alias")),
        sa.UniqueConstraint("hotel_id", "value", name=op.f("uq_guest_alias_hotel_id_value")),
    )
    op.create_index(
        op.f("ix_guest_alias_hotel_id_guest_id"),
        "guest_alias",
        ["hotel_id", "guest_id"],
        unique=False,
    )
    op.create_table(
        "hook",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("id_instance", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name=op.f("fk_hook_channel_id_channel"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hook")),
    )
    op.create_table(
        "inbox",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("raw_sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "next_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name=op.f("fk_inbox_channel_id_channel"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_inbox__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_inbox")),
        sa.UniqueConstraint(
            "hotel_id",
            "channel_id",
            "dedupe_key",
            name=op.f("uq_inbox_hotel_id_channel_id_dedupe_key"),
        ),
    )
    op.create_index(
        "ix_inbox_due",
        "inbox",
        ["next_at", "hotel_id"],
        unique=False,
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_index(
        "ix_inbox_new",
        "inbox",
        ["hotel_id", "channel_id", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'new'"),
    )
    op.create_table(
        "status_note",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name=op.f("fk_status_note_channel_id_channel"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_status_note__hotel")),
        sa.PrimaryKeyConstraint(
            "hotel_id", "channel_id", "provider_id", name=op.f("pk_status_note")
        ),
    )
    op.create_table(
        "stay",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("room_type", sa.Text(), nullable=True),
        sa.Column("arrival", sa.Date(), nullable=False),
        sa.Column("departure", sa.Date(), nullable=False),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("adults", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("vip", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guest.hotel_id", "guest.id"],
            name=op.f("fk_stay_guest_id_guest"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_stay__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_stay")),
        sa.UniqueConstraint("hotel_id", "external_id", name=op.f("uq_stay_hotel_id_external_id")),
    )
    op.create_index(
        op.f("ix_stay_hotel_id_guest_id_arrival"),
        "stay",
        ["hotel_id", "guest_id", "arrival"],
        unique=False,
    )
    op.create_index(
        op.f("ix_stay_hotel_id_status_arrival"),
        "stay",
        ["hotel_id", "status", "arrival"],
        unique=False,
    )
    op.create_table(
        "template_text",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "template_id"],
            ["template.hotel_id", "template.id"],
            name=op.f("fk_template_text_template_id_template"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_template_text__hotel")),
        sa.PrimaryKeyConstraint(
            "hotel_id", "template_id", "language", name=op.f("pk_template_text")
        ),
    )
    op.create_table(
        "trigger",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column(
            "condition",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("priority", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "template_id"],
            ["template.hotel_id", "template.id"],
            name=op.f("fk_trigger_template_id_template"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_trigger__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_trigger")),
        sa.UniqueConstraint("hotel_id", "name", name=op.f("uq_trigger_hotel_id_name")),
    )
    op.create_table(
        "conversation",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("turn", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("speaker_staff_id", sa.Uuid(), nullable=True),
        sa.Column("speaker_reason", sa.Text(), nullable=True),
        sa.Column("speaker_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_message_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "last_message_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unread", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("mood_level", sa.Text(), nullable=True),
        sa.Column("mood_score", sa.Float(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("holding_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name=op.f("fk_conversation_channel_id_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guest.hotel_id", "guest.id"],
            name=op.f("fk_conversation_guest_id_guest"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "stay_id"],
            ["stay.hotel_id", "stay.id"],
            name=op.f("fk_conversation_stay_id_stay"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_conversation__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_conversation")),
        sa.UniqueConstraint(
            "hotel_id",
            "channel_id",
            "chat_id",
            name=op.f("uq_conversation_hotel_id_channel_id_chat_id"),
        ),
    )
    op.create_index(
        "ix_conversation_due",
        "conversation",
        ["due_at", "hotel_id"],
        unique=False,
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index("ix_conversation_guest", "conversation", ["hotel_id", "guest_id"], unique=False)
    op.create_index(
        "ix_conversation_list",
        "conversation",
        ["hotel_id", "status", sa.literal_column("last_message_at DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_conversation_recent",
        "conversation",
        ["hotel_id", sa.literal_column("last_message_at DESC"), "id"],
        unique=False,
    )
    op.create_table(
        "decision",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("turn", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("trigger_id", sa.Uuid(), nullable=True),
        sa.Column("trigger_version", sa.Integer(), nullable=True),
        sa.Column("occurrence", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "facts",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "decided_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name=op.f("fk_decision_conversation_id_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "trigger_id"],
            ["trigger.hotel_id", "trigger.id"],
            name=op.f("fk_decision_trigger_id_trigger"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_decision__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_decision")),
    )
    op.create_index(
        op.f("ix_decision_hotel_id_conversation_id_id"),
        "decision",
        ["hotel_id", "conversation_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_decision_hotel_id_stay_id"), "decision", ["hotel_id", "stay_id"], unique=False
    )
    op.create_index(
        "uq_decision_fired_once",
        "decision",
        ["hotel_id", "trigger_id", "occurrence"],
        unique=True,
        postgresql_where=sa.text("outcome = 'fired' AND kind = 'trigger'"),
    )
    op.create_table(
        "message",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column(
            "content",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("quoted_provider_id", sa.Text(), nullable=True),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("turn", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sort_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("late", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "reactions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("ai_rung", sa.Text(), nullable=True),
        sa.Column(
            "ai_sources",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("decision_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "author <> 'trigger' OR decision_id IS NOT NULL",
            name=op.f("ck_message_trigger_has_decision"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name=op.f("fk_message_channel_id_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name=op.f("fk_message_conversation_id_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "decision_id"],
            ["decision.hotel_id", "decision.id"],
            name=op.f("fk_message_decision_id_decision"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_message__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "hotel_id",
            "conversation_id",
            "client_id",
            name=op.f("uq_message_hotel_id_conversation_id_client_id"),
        ),
        sa.UniqueConstraint(
            "hotel_id",
            "conversation_id",
            "provider_id",
            name=op.f("uq_message_hotel_id_conversation_id_provider_id"),
        ),
    )
    op.create_index(
        "ix_message_provider",
        "message",
        ["hotel_id", "channel_id", "provider_id"],
        unique=False,
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
    op.create_index(
        "ix_message_thread",
        "message",
        ["hotel_id", "conversation_id", "sort_at", "id"],
        unique=False,
    )
    op.create_table(
        "alert",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.Uuid(), nullable=True),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Boolean(), nullable=True),
        sa.Column("handled_by", sa.Uuid(), nullable=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name=op.f("fk_alert_conversation_id_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["message.hotel_id", "message.id"],
            name=op.f("fk_alert_message_id_message"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_alert__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_alert")),
        sa.UniqueConstraint("hotel_id", "dedupe_key", name=op.f("uq_alert_hotel_id_dedupe_key")),
    )
    op.create_index(
        op.f("ix_alert_hotel_id_conversation_id"),
        "alert",
        ["hotel_id", "conversation_id"],
        unique=False,
    )
    op.create_index(
        "ix_alert_open",
        "alert",
        ["hotel_id", "status", sa.literal_column("created_at DESC"), "id"],
        unique=False,
    )
    op.create_table(
        "assessment",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name=op.f("fk_assessment_conversation_id_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["message.hotel_id", "message.id"],
            name=op.f("fk_assessment_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_assessment__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_assessment")),
        sa.UniqueConstraint(
            "hotel_id", "message_id", name=op.f("uq_assessment_hotel_id_message_id")
        ),
    )
    op.create_index(
        op.f("ix_assessment_hotel_id_conversation_id_id"),
        "assessment",
        ["hotel_id", "conversation_id", "id"],
        unique=False,
    )
    op.create_table(
        "media",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("mime_type", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("provider_url", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("stored_key", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["message.hotel_id", "message.id"],
            name=op.f("fk_media_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_media__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_media")),
    )
    op.create_index(
        op.f("ix_media_hotel_id_message_id"), "media", ["hotel_id", "message_id"], unique=False
    )
    op.create_table(
        "outbox",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "next_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("first_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hotel_id", "channel_id"],
            ["channel.hotel_id", "channel.id"],
            name=op.f("fk_outbox_channel_id_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name=op.f("fk_outbox_conversation_id_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["message.hotel_id", "message.id"],
            name=op.f("fk_outbox_message_id_message"),
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_outbox__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "hotel_id",
            "conversation_id",
            "provider_id",
            name=op.f("uq_outbox_hotel_id_conversation_id_provider_id"),
        ),
        sa.UniqueConstraint("hotel_id", "dedupe_key", name=op.f("uq_outbox_hotel_id_dedupe_key")),
        sa.UniqueConstraint("hotel_id", "message_id", name=op.f("uq_outbox_hotel_id_message_id")),
    )
    op.create_index(
        "ix_outbox_chat_open",
        "outbox",
        ["hotel_id", "conversation_id", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'sending', 'uncertain')"),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["next_at", "hotel_id"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'sending', 'uncertain')"),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["hotel_id", "channel_id", "priority", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'sending', 'uncertain')"),
    )
    op.create_table(
        "send_attempt",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("outbox_id", sa.BigInteger(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hotel_id", "outbox_id"],
            ["outbox.hotel_id", "outbox.id"],
            name=op.f("fk_send_attempt_outbox_id_outbox"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=op.f("fk_send_attempt__hotel")),
        sa.PrimaryKeyConstraint("hotel_id", "outbox_id", "n", name=op.f("pk_send_attempt")),
    )

    op.execute(FUNCTIONS)
    for table in HOTEL_TABLES:
        hotel_table(table)
    hotel_table("audit_log", "select, insert")
    for table in GLOBAL_TABLES:
        global_table(table)
    global_table("periodic_run", "select, insert, delete")
    _guard_hotels()
    _let_the_dispatcher_see_what_waits()
    for table in WORK_TABLES:
        op.execute(f"alter table {table} set (autovacuum_vacuum_scale_factor = 0.01)")


def _guard_hotels() -> None:
    """A hotel sees its own row; the operator's console and sign-in see the list."""
    op.execute("alter table hotel enable row level security")
    op.execute("alter table hotel force row level security")
    match = "(select app_is_platform()) or id = (select app_hotel())"
    op.execute(
        f"create policy hotel_own on hotel to hotelbot_app using ({match}) with check ({match})"
    )
    op.execute("grant select, insert, update on hotel to hotelbot_app")


def _let_the_dispatcher_see_what_waits() -> None:
    dispatch_columns("hotel", "id, name, status")
    dispatch_columns("channel", "hotel_id, id, intake_lease_until, next_send_at, paused_until")
    dispatch_columns("inbox", "hotel_id, channel_id, state, next_at")
    dispatch_columns("conversation", "hotel_id, due_at, lease_until")
    dispatch_columns("outbox", "hotel_id, channel_id, state, next_at, not_after")
    dispatch_columns("staff", "hotel_id, id, account_id, role, name, disabled_at")
    op.execute(WAITING)
    for function in DISPATCHER_FUNCTIONS:
        op.execute(f"alter function {function} owner to {DISPATCHER_ROLE}")
        op.execute(f"revoke all on function {function} from public")
        op.execute(f"grant execute on function {function} to hotelbot_app")


def downgrade() -> None:
    for function in DISPATCHER_FUNCTIONS:
        op.execute(f"drop function {function}")
    op.drop_table("send_attempt")
    op.drop_index(
        "ix_outbox_open",
        table_name="outbox",
        postgresql_where=sa.text("state IN ('queued', 'sending', 'uncertain')"),
    )
    op.drop_index(
        "ix_outbox_due",
        table_name="outbox",
        postgresql_where=sa.text("state IN ('queued', 'sending', 'uncertain')"),
    )
    op.drop_index(
        "ix_outbox_chat_open",
        table_name="outbox",
        postgresql_where=sa.text("state IN ('queued', 'sending', 'uncertain')"),
    )
    op.drop_table("outbox")
    op.drop_index(op.f("ix_media_hotel_id_message_id"), table_name="media")
    op.drop_table("media")
    op.drop_index(op.f("ix_assessment_hotel_id_conversation_id_id"), table_name="assessment")
    op.drop_table("assessment")
    op.drop_index("ix_alert_open", table_name="alert")
    op.drop_index(op.f("ix_alert_hotel_id_conversation_id"), table_name="alert")
    op.drop_table("alert")
    op.drop_index("ix_message_thread", table_name="message")
    op.drop_index(
        "ix_message_provider",
        table_name="message",
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
    op.drop_table("message")
    op.drop_index(
        "uq_decision_fired_once",
        table_name="decision",
        postgresql_where=sa.text("outcome = 'fired' AND kind = 'trigger'"),
    )
    op.drop_index(op.f("ix_decision_hotel_id_stay_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_hotel_id_conversation_id_id"), table_name="decision")
    op.drop_table("decision")
    op.drop_index("ix_conversation_recent", table_name="conversation")
    op.drop_index("ix_conversation_list", table_name="conversation")
    op.drop_index("ix_conversation_guest", table_name="conversation")
    op.drop_index(
        "ix_conversation_due",
        table_name="conversation",
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.drop_table("conversation")
    op.drop_table("trigger")
    op.drop_table("template_text")
    op.drop_index(op.f("ix_stay_hotel_id_status_arrival"), table_name="stay")
    op.drop_index(op.f("ix_stay_hotel_id_guest_id_arrival"), table_name="stay")
    op.drop_table("stay")
    op.drop_table("status_note")
    op.drop_index("ix_inbox_new", table_name="inbox", postgresql_where=sa.text("state = 'new'"))
    op.drop_index("ix_inbox_due", table_name="inbox", postgresql_where=sa.text("state = 'new'"))
    op.drop_table("inbox")
    op.drop_table("hook")
    op.drop_index(op.f("ix_guest_alias_hotel_id_guest_id"), table_name="guest_alias")
    op.drop_table("guest_alias")
    op.drop_index(op.f("ix_consent_event_hotel_id_guest_id"), table_name="consent_event")
    op.drop_table("consent_event")
    op.drop_table("template")
    op.drop_index(op.f("ix_staff_account_id"), table_name="staff")
    op.drop_table("staff")
    op.drop_index(op.f("ix_session_account_id"), table_name="session")
    op.drop_table("session")
    op.drop_index(op.f("ix_refresh_token_family"), table_name="refresh_token")
    op.drop_index(op.f("ix_refresh_token_account_id"), table_name="refresh_token")
    op.drop_table("refresh_token")
    op.drop_index(op.f("ix_knowledge_entry_hotel_id_language"), table_name="knowledge_entry")
    op.drop_table("knowledge_entry")
    op.drop_table("guest")
    op.drop_table("dead_letter")
    op.drop_table("channel")
    op.drop_index("ix_audit_log_recent", table_name="audit_log")
    op.drop_table("audit_log")
    op.drop_table("api_key")
    op.drop_index(op.f("ix_ai_call_hotel_id_conversation_id_id"), table_name="ai_call")
    op.drop_table("ai_call")
    op.drop_index(op.f("ix_account_token_account_id"), table_name="account_token")
    op.drop_table("account_token")
    op.drop_table("periodic_run")
    op.drop_table("hotel")
    op.drop_table("account")
    op.execute("drop function app_hotel(), app_is_platform()")
