"""Templates: versions, reviews, links; a deleted one is kept

Revision: 0032
Before it: 0043_gaps
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from backend.db.rls import hotel_table

revision = "0032"
down_revision = "0043_gaps"
branch_labels = None
depends_on = None

CLOCK = sa.text("clock_timestamp()")
NAME = "uq_template_hotel_id_name"


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    op.add_column("template", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(NAME, "template")
    op.create_index(
        NAME,
        "template",
        ["hotel_id", "name"],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    _versions()
    _links()
    op.add_column(
        "decision",
        sa.Column(
            "template_id",
            sa.Uuid(),
            sa.Computed("(facts ->> 'template_id')::uuid", persisted=True),
            nullable=True,
        ),
    )
    op.create_index(
        "ix_decision_template",
        "decision",
        ["hotel_id", "template_id", "decided_at"],
        postgresql_where=sa.text("outcome = 'fired' AND kind = 'trigger'"),
    )


def _versions() -> None:
    op.create_table(
        "template_version",
        *_of_template("template_version"),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), server_default="person", nullable=False),
        sa.Column("restored_from", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.Column("reviewed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint(
            "hotel_id", "template_id", "language", "version", name="pk_template_version"
        ),
    )
    op.add_column(
        "template_text", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column("template_text", sa.Column("sent_version", sa.Integer(), nullable=True))
    # The owner of the tables is bound by row-level security like everybody, but for this moment.
    op.execute("alter table template_text no force row level security")
    # What was sent until now goes on being sent: it counts as reviewed, by nobody we could name.
    op.execute(
        "insert into template_version"
        " (hotel_id, template_id, language, version, text, made_at, reviewed_at)"
        " select hotel_id, template_id, language, 1, text, updated_at, updated_at"
        " from template_text"
    )
    op.execute("update template_text set sent_version = 1")
    op.execute("alter table template_text force row level security")
    op.alter_column("template_text", "version", server_default=None)
    op.drop_column("template_text", "text")
    hotel_table("template_version")


def _links() -> None:
    op.create_table(
        "template_link",
        *_of_template("template_link"),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("leads_to", sa.Text(), server_default="", nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), server_default=CLOCK, nullable=False),
        sa.PrimaryKeyConstraint("hotel_id", "id", name="pk_template_link"),
    )
    op.create_index(
        "ix_template_link_hotel_id_template_id", "template_link", ["hotel_id", "template_id"]
    )
    hotel_table("template_link")


def _of_template(table: str) -> tuple[sa.Column | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("hotel_id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["hotel_id"], ["hotel.id"], name=f"fk_{table}__hotel"),
        sa.ForeignKeyConstraint(
            ["hotel_id", "template_id"],
            ["template.hotel_id", "template.id"],
            name=f"fk_{table}_template_id_template",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_index("ix_decision_template", table_name="decision")
    op.drop_column("decision", "template_id")
    op.drop_table("template_link")
    op.add_column("template_text", sa.Column("text", sa.Text(), server_default="", nullable=False))
    for table in ("template", "template_text", "template_version"):
        op.execute(f"alter table {table} no force row level security")
    # What is sent matters more than what is newest; a text that was never reviewed goes.
    op.execute("delete from template_text where sent_version is null")
    op.execute("delete from template where deleted_at is not null")
    op.execute(
        "update template_text t set text = v.text from template_version v"
        " where v.hotel_id = t.hotel_id and v.template_id = t.template_id"
        " and v.language = t.language and v.version = t.sent_version"
    )
    for table in ("template", "template_text", "template_version"):
        op.execute(f"alter table {table} force row level security")
    op.alter_column("template_text", "text", server_default=None)
    op.drop_column("template_text", "sent_version")
    op.drop_column("template_text", "version")
    op.drop_table("template_version")
    op.drop_index(NAME, table_name="template")
    op.create_unique_constraint(NAME, "template", ["hotel_id", "name"])
    op.drop_column("template", "deleted_at")
