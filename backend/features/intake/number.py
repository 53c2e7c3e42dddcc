"""What a number tells of itself: its state, its quota, whose account it is."""

from datetime import datetime

from backend.domain.incoming import QuotaExceeded, StateChanged
from backend.domain.retrying import QUOTA_PAUSE
from backend.domain.words import AlertKind, InstanceState
from backend.features.alerts.service import raise_alert
from backend.features.channels import service as channels
from backend.features.intake.outcome import DONE, Outcome, ignored
from backend.features.intake.scene import Scene
from backend.features.number_health import service as number_health


async def apply_state(scene: Scene, event: StateChanged, *, at: datetime) -> Outcome:
    channel = await scene.locked_channel()
    changed = await number_health.apply_state(scene.work, channel, state=event.state, at=at)
    return DONE if changed else ignored("state_known")


async def warn_of_yellow_card(scene: Scene, *, at: datetime) -> None:
    """WhatsApp holds the number's queue; it says so in the status of a message."""
    await apply_state(scene, StateChanged(InstanceState.YELLOW_CARD), at=at)


async def apply_quota(scene: Scene, event: QuotaExceeded) -> Outcome:
    channel = await scene.locked_channel()
    await number_health.pause(
        scene.work,
        channel,
        reason="quota",
        until=scene.work.now + QUOTA_PAUSE,
        said=f"The monthly quota of the number is spent ({event.method or 'unknown'}).",
    )
    return DONE


async def notice_account(scene: Scene, *, wid: str | None) -> None:
    """Another account behind the number means other people's chats: somebody has to look."""
    if wid is None or wid == scene.channel.wid:
        return
    channel = await scene.locked_channel()
    if channel.wid is None:
        channel.wid = wid
        await channels.tell(scene.work, channel)
        return
    await _alert(
        scene,
        "The number belongs to another WhatsApp account than the one that was connected.",
        key=f"wid:{channel.id}:{wid}",
    )


async def _alert(scene: Scene, reason: str, *, key: str) -> None:
    await raise_alert(
        scene.work,
        kind=AlertKind.CHANNEL_STATE,
        reason=reason,
        dedupe_key=key,
        channel_id=scene.channel.id,
    )
