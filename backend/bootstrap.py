"""The composition root: every part of a process, built once from the settings."""

from dataclasses import dataclass

from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.kit.crypto import Vault
from backend.ports.ai import AiGateway
from backend.ports.live import LivePublisher
from backend.ports.messaging import MessagingGateway
from backend.ports.wake import Waker
from backend.settings import Settings
from backend.work import WorkFactory


@dataclass(frozen=True, slots=True)
class Container:
    settings: Settings
    engine: AsyncEngine
    work: WorkFactory
    redis: Redis
    vault: Vault
    messaging: MessagingGateway
    ai: AiGateway
    waker: Waker
    publisher: LivePublisher
