"""What each role may do: one table, read by the API, the screens and the tests."""

from enum import StrEnum

from backend.domain.words import Role


class Permission(StrEnum):
    INBOX_READ = "inbox.read"
    """Conversations, messages, guests, stays, alerts."""
    INBOX_WRITE = "inbox.write"
    """Answer, take over, resolve, handle alerts, correct a guest."""
    STAYS_WRITE = "stays.write"
    CONTENT_READ = "content.read"
    """Knowledge, templates, triggers."""
    CONTENT_WRITE = "content.write"
    SETTINGS_READ = "settings.read"
    """The hotel, its numbers, its staff."""
    SETTINGS_WRITE = "settings.write"
    AUDIT_READ = "audit.read"
    """The audit log and the dead letters."""
    PRIVACY_READ = "privacy.read"
    """What of a conversation left the building."""
    GUEST_ERASE = "guest.erase"
    """Delete all that is kept of a guest, for good."""
    REPLAY = "replay"
    """Replay or discard work that was given up."""
    PLATFORM = "platform"
    """The operator's console: the list of hotels."""


_VIEWER = {Permission.INBOX_READ, Permission.CONTENT_READ, Permission.SETTINGS_READ}
_AGENT = _VIEWER | {Permission.INBOX_WRITE, Permission.STAYS_WRITE}
_MANAGER = _AGENT | {
    Permission.CONTENT_WRITE,
    Permission.SETTINGS_WRITE,
    Permission.AUDIT_READ,
    Permission.PRIVACY_READ,
    Permission.GUEST_ERASE,
    Permission.REPLAY,
}
OF_ROLE: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset(_VIEWER),
    Role.AGENT: frozenset(_AGENT),
    Role.MANAGER: frozenset(_MANAGER),
}
OF_PLATFORM_ADMIN = frozenset(_MANAGER | {Permission.PLATFORM})


def permissions_of(role: Role | None, *, is_platform_admin: bool) -> frozenset[Permission]:
    own = OF_ROLE[role] if role else frozenset()
    return own | OF_PLATFORM_ADMIN if is_platform_admin else own
