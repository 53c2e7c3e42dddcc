"""Let the application number messages ahead, and ask less of triggers

Revision: 0060_fast
Before it: 0051_assist
"""

from alembic import op

revision = "0060_fast"
down_revision = "0051_assist"
branch_labels = None
depends_on = None

FOLLOWING = ("guest_alias", "conversation", "stay", "consent_event", "complaint")


def upgrade() -> None:
    op.execute("set local lock_timeout = '2s'")
    # A conversation is written once, with the number of its first message.
    op.execute("grant usage on sequence message_id_seq to hotelbot_app")
    for table in FOLLOWING:
        op.execute(f"drop trigger follow_merged_guest on {table}")
        op.execute(
            f"create trigger follow_merged_guest before insert on {table}"
            " for each row execute function follow_merged_guest()"
        )
        # A write of the whole row names the guest without moving it.
        op.execute(
            f"create trigger follow_merged_guest_on_move before update of guest_id on {table}"
            " for each row when (old.guest_id is distinct from new.guest_id)"
            " execute function follow_merged_guest()"
        )


def downgrade() -> None:
    for table in FOLLOWING:
        op.execute(f"drop trigger follow_merged_guest_on_move on {table}")
        op.execute(f"drop trigger follow_merged_guest on {table}")
        op.execute(
            f"create trigger follow_merged_guest before insert or update of guest_id on {table}"
            " for each row execute function follow_merged_guest()"
        )
    op.execute("revoke usage on sequence message_id_seq from hotelbot_app")
