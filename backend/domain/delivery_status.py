"""What a delivery status makes of the one a message has: the further one stays.

Green API promises no order: `read` comes without `delivered`, `sent` after `failed`. A failure
outranks `sent`, and proof that the guest got it outranks a failure. Because this is a plain
maximum, every order of the same statuses ends in the same one.
"""

from backend.domain.words import MessageStatus

_ORDER = (
    MessageStatus.CANCELLED,
    MessageStatus.EXPIRED,
    MessageStatus.QUEUED,
    MessageStatus.SENDING,
    MessageStatus.UNCERTAIN,
    MessageStatus.ACCEPTED,
    MessageStatus.SENT,
    MessageStatus.FAILED,
    MessageStatus.NO_ACCOUNT,
    MessageStatus.DELIVERED,
    MessageStatus.READ,
)
_RANK = {status: rank for rank, status in enumerate(_ORDER)}


def is_further(new: MessageStatus, *, than: MessageStatus) -> bool:
    """Whether `new` replaces `than`. A message of the guest is received and stays so."""
    if MessageStatus.RECEIVED in (new, than):
        return False
    return _RANK[new] > _RANK[than]


def further(left: MessageStatus, right: MessageStatus) -> MessageStatus:
    return right if is_further(right, than=left) else left
