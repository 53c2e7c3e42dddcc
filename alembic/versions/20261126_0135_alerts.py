"""Ladders of alerts, shifts, complaints with their end, surveys

Revision: 0050_alerts
Before it: 20261125_media
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from backend.db.provision import DISPATCHER_ROLE
from backend.db.rls import dispatch_columns, hotel_table

revision = "0050_alerts"
down_revision = "0051_live"
branch_labels = None
depends_on = None

TABLES = (
    "survey",
    "alert_policy",
    "alert_step",
    "complaint",
    "duty_contact",
    "holiday",
    "missed_complaint",
    "shift",
    "survey_answer",
)
DUE_ALARMS = """
create function due_alarms() returns table(hotel_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct d.hotel_id from (
    select a.hotel_id from alert a
    where a.status = 'open' and a.climb_at is not null and a.climb_at <= clock_timestamp()
    union all
    select s.hotel_id from alert_step s
    where s.state = 'waiting' and s.next_at <= clock_timestamp()
  ) d join hotel h on h.id = d.hotel_id
  where h.status = 'active'
$$
"""


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column("alert", sa.Column("score", sa.Float(), nullable=True))
    op.add_column(
        "alert", sa.Column("rung", sa.SmallInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("alert", sa.Column("climb_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_alert_climb",
        "alert",
        ["climb_at", "hotel_id"],
        postgresql_where=sa.text("status = 'open' AND climb_at IS NOT NULL"),
    )
    op.add_column("conversation", sa.Column("question", sa.Text(), nullable=True))
    op.add_column(
        "conversation", sa.Column("question_until", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "guest",
        sa.Column("colleague", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.create_table(
        "survey",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("texts", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("cutoff", sa.SmallInteger(), server_default=sa.text("3"), nullable=False),
        sa.Column("review_url", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_survey__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_survey"),
        sa.UniqueConstraint("hotel_id", "name", name="uq_survey_hotel_id_name"),
    )
    op.create_table(
        "alert_policy",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column(
            "climb_minutes", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("threshold", sa.Float(), nullable=True),
        sa.Column("threshold_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_alert_policy__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", name="pk_alert_policy"),
    )
    op.create_table(
        "alert_step",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.SmallInteger(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("epoch", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "next_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hotel_id", "alert_id"],
            ["alert.hotel_id", "alert.id"],
            name="fk_alert_step_alert_id_alert",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "staff_id"],
            ["staff.hotel_id", "staff.id"],
            name="fk_alert_step_staff_id_staff",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_alert_step__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_alert_step"),
        sa.UniqueConstraint(
            "hotel_id",
            "alert_id",
            "rung",
            "staff_id",
            "way",
            name="uq_alert_step_hotel_id_alert_id_rung_staff_id_way",
        ),
    )
    op.create_index(
        "ix_alert_step_due",
        "alert_step",
        ["next_at", "hotel_id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_alert_step_person",
        "alert_step",
        ["hotel_id", "staff_id", "way", "done_at"],
        unique=False,
    )
    op.create_table(
        "complaint",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("guest_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column(
            "opened_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("owned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.Column("closing_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name="fk_complaint_conversation_id_conversation",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "guest_id"],
            ["guest.hotel_id", "guest.id"],
            name="fk_complaint_guest_id_guest",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["message.hotel_id", "message.id"],
            name="fk_complaint_message_id_message",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "owner_id"],
            ["staff.hotel_id", "staff.id"],
            name="fk_complaint_owner_id_staff",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "stay_id"], ["stay.hotel_id", "stay.id"], name="fk_complaint_stay_id_stay"
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_complaint__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_complaint"),
    )
    op.execute(
        "create trigger follow_merged_guest before insert or update of guest_id on complaint"
        " for each row execute function follow_merged_guest()"
    )
    op.create_index(
        "ix_complaint_hotel_id_stay_id", "complaint", ["hotel_id", "stay_id"], unique=False
    )
    op.create_index(
        "ix_complaint_list",
        "complaint",
        ["hotel_id", sa.literal_column("opened_at DESC"), "id"],
        unique=False,
    )
    op.create_index(
        "uq_complaint_open",
        "complaint",
        ["hotel_id", "conversation_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_table(
        "duty_contact",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("webhook_url", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hotel_id", "staff_id"],
            ["staff.hotel_id", "staff.id"],
            name="fk_duty_contact_staff_id_staff",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_duty_contact__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "staff_id", name="pk_duty_contact"),
    )
    op.create_table(
        "holiday",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_holiday__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_holiday"),
        sa.UniqueConstraint("hotel_id", "day", name="uq_holiday_hotel_id_day"),
    )
    op.create_table(
        "missed_complaint",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column(
            "at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["message.hotel_id", "message.id"],
            name="fk_missed_complaint_message_id_message",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_missed_complaint__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "message_id", name="pk_missed_complaint"),
    )
    op.create_table(
        "shift",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("weekdays", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("on_holidays", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(staff_id IS NULL) <> (team_id IS NULL)", name="ck_shift_person_or_team"
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "staff_id"], ["staff.hotel_id", "staff.id"], name="fk_shift_staff_id_staff"
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "team_id"],
            ["team.hotel_id", "team.id"],
            name="fk_shift_team_id_team",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_shift__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_shift"),
    )
    op.create_table(
        "survey_answer",
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("stay_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column(
            "asked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["hotel_id", "conversation_id"],
            ["conversation.hotel_id", "conversation.id"],
            name="fk_survey_answer_conversation_id_conversation",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "message_id"],
            ["message.hotel_id", "message.id"],
            name="fk_survey_answer_message_id_message",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "stay_id"],
            ["stay.hotel_id", "stay.id"],
            name="fk_survey_answer_stay_id_stay",
        ),
        sa.ForeignKeyConstraint(
            ["hotel_id", "survey_id"],
            ["survey.hotel_id", "survey.id"],
            name="fk_survey_answer_survey_id_survey",
        ),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name="fk_survey_answer__hotel"),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_survey_answer"),
        sa.UniqueConstraint(
            "hotel_id", "survey_id", "stay_id", name="uq_survey_answer_hotel_id_survey_id_stay_id"
        ),
    )
    op.create_index(
        "ix_survey_answer_hotel_id_conversation_id",
        "survey_answer",
        ["hotel_id", "conversation_id"],
        unique=False,
    )
    for table in TABLES:
        hotel_table(table)
    dispatch_columns("alert", "hotel_id, status, climb_at")
    dispatch_columns("alert_step", "hotel_id, state, next_at")
    op.execute(DUE_ALARMS)
    op.execute(f"alter function due_alarms() owner to {DISPATCHER_ROLE}")
    op.execute("revoke all on function due_alarms() from public")
    op.execute("grant execute on function due_alarms() to hotelbot_app")


def downgrade() -> None:
    op.execute("drop function due_alarms()")
    op.execute("drop policy alert_dispatch on alert")
    op.execute(f"revoke select (hotel_id, status, climb_at) on alert from {DISPATCHER_ROLE}")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("guest", "colleague")
    op.drop_column("conversation", "question_until")
    op.drop_column("conversation", "question")
    op.drop_index("ix_alert_climb", table_name="alert")
    for column in ("climb_at", "rung", "score"):
        op.drop_column("alert", column)
