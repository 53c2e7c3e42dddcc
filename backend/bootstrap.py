"""The composition root: every part of a process, built once from the settings.

Building opens nothing, so that an import may do it; `open` and `close` belong to the process's
own beginning and end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from psycopg_pool import AsyncConnectionPool
from pydantic import SecretStr
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.db.engine import create_engine
from backend.db.raw_pool import create_raw_pool
from backend.domain.words import PmsVendor
from backend.features.connections.service import Announcer
from backend.integrations.apaleo.client import Apaleo
from backend.integrations.deepseek.client import DeepSeekClient
from backend.integrations.downloads import Downloads
from backend.integrations.green_api.client import GreenApiClient
from backend.integrations.green_api.parse import GreenApiReader
from backend.integrations.kept_connections import KeptConnections
from backend.integrations.links import LinkTester
from backend.integrations.local_files import LocalFiles
from backend.integrations.mews.client import Mews
from backend.integrations.notices import Notices
from backend.integrations.outside import Outside
from backend.integrations.papers import Papers
from backend.integrations.pictures import Pictures
from backend.integrations.qloapps.client import QloApps
from backend.integrations.s3.files import Bucket, S3Files
from backend.integrations.smtp import MailServer, Smtp
from backend.integrations.web_pages import WebPages
from backend.kit.crypto import Vault
from backend.ports.ai import AiGateway
from backend.ports.documents import PaperReader
from backend.ports.files import FileStore
from backend.ports.incoming import WebhookReader
from backend.ports.live import LivePublisher
from backend.ports.mail import Mailer
from backend.ports.messaging import MessagingGateway
from backend.ports.notices import NoticePoster
from backend.ports.pictures import PictureShrinker
from backend.ports.pms import PmsGateway
from backend.ports.presence import PresenceBook
from backend.ports.wake import Waker
from backend.realtime.presence import RedisPresence
from backend.realtime.publish import RedisPublisher
from backend.realtime.redis_client import create_redis
from backend.realtime.wake import RqWaker
from backend.reliability.breaker import Breaker
from backend.reliability.faults import is_rehearsal
from backend.reliability.guarded import GuardedAi, GuardedMessaging
from backend.reliability.leaving import Leaving
from backend.settings import Settings, get_settings
from backend.work import WorkFactory

Role = Literal["web", "worker", "cli"]
STATEMENT_TIMEOUT_MS: dict[Role, int] = {"web": 2_000, "worker": 30_000, "cli": 60_000}
HOOK_CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Container:
    settings: Settings
    engine: AsyncEngine
    work: WorkFactory
    redis: Redis
    vault: Vault
    messaging: MessagingGateway
    ai: AiGateway
    breaker: Breaker
    waker: Waker
    publisher: LivePublisher
    presence: PresenceBook
    webhook_reader: WebhookReader
    hook_pool: AsyncConnectionPool
    """Only the web process opens it."""
    green_api: GreenApiClient
    deepseek_transport: KeptConnections
    outside: Outside
    links: LinkTester
    pages: WebPages
    papers: PaperReader
    pictures: PictureShrinker
    pms: Mapping[PmsVendor, PmsGateway]
    files: FileStore
    downloads: Downloads
    notices: NoticePoster
    mailer: Mailer
    leaving: Leaving = field(default_factory=Leaving)

    async def open(self) -> None:
        """Does not wait for the database: the process answers 503 until it is there."""
        await self.hook_pool.open(wait=False)

    async def close(self) -> None:
        await self.hook_pool.close()
        await self.green_api.close()
        await self.deepseek_transport.aclose()
        await self.outside.close()
        await self.downloads.close()
        await self.files.close()
        await self.links.close()
        await self.pages.close()
        await self.engine.dispose()
        await self.redis.aclose()


@lru_cache(maxsize=1)
def get_container() -> Container:
    """The web process's own."""
    return create_container(get_settings(), "web")


def create_container(settings: Settings, role: Role) -> Container:
    """Raises RuntimeError where a production would be started as a rehearsal of faults."""
    if settings.env == "production" and is_rehearsal():
        raise RuntimeError("FAULT and FAULT_OFF rehearse faults: unset them in production")
    pool_size = settings.web_pool_size if role == "web" else settings.worker_pool_size
    engine = create_engine(
        settings.database_url,
        pool_size=pool_size,
        statement_timeout_ms=STATEMENT_TIMEOUT_MS[role],
        plans_once=role == "worker",
    )
    redis = create_redis(settings.redis_url)
    vault = Vault(settings.secret_key.get_secret_value())
    publisher, waker, breaker = RedisPublisher(redis), RqWaker(redis), Breaker(redis)
    green_api = GreenApiClient(public_only=_own_hosts(settings))
    deepseek_transport = KeptConnections(keep_s=AI_KEEP_ALIVE_S)
    deepseek = DeepSeekClient(
        deepseek_transport,
        base_url=settings.deepseek_base_url,
        api_key=settings.deepseek_api_key or SecretStr(""),
        model=settings.deepseek_model,
    )
    works = WorkFactory(engine, publisher=publisher, waker=waker, vault=vault)
    breaker.changed = Announcer(works, publisher)
    outside = Outside(private_allowed=settings.pms_private_addresses)
    return Container(
        settings=settings,
        engine=engine,
        work=works,
        redis=redis,
        vault=vault,
        messaging=GuardedMessaging(green_api, breaker),
        ai=GuardedAi(deepseek, breaker),
        breaker=breaker,
        waker=waker,
        publisher=publisher,
        presence=RedisPresence(redis),
        webhook_reader=GreenApiReader(),
        hook_pool=create_raw_pool(settings.database_url, max_size=HOOK_CONNECTIONS),
        green_api=green_api,
        deepseek_transport=deepseek_transport,
        outside=outside,
        links=LinkTester(),
        pages=WebPages(),
        papers=Papers(),
        pictures=Pictures(),
        pms={
            PmsVendor.APALEO: Apaleo(outside),
            PmsVendor.MEWS: Mews(outside),
            PmsVendor.QLOAPPS: QloApps(outside),
        },
        files=_file_store(settings),
        downloads=Downloads(
            largest=settings.media_largest_mb * 1024 * 1024, public_only=_own_hosts(settings)
        ),
        notices=Notices(outside),
        mailer=Smtp(_mail_server(settings)),
    )


AI_KEEP_ALIVE_S = 5.0


def _file_store(settings: Settings) -> FileStore:
    if not (settings.s3_bucket and settings.s3_key_id and settings.s3_secret_key):
        return LocalFiles(settings.data_dir / "files")
    return S3Files(
        Bucket(
            endpoint=settings.s3_endpoint or f"https://s3.{settings.s3_region}.amazonaws.com",
            name=settings.s3_bucket,
            region=settings.s3_region,
            key_id=settings.s3_key_id,
            secret=settings.s3_secret_key,
            path_style=settings.s3_path_style,
        )
    )


def _mail_server(settings: Settings) -> MailServer:
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password,
        security=settings.smtp_security,
        sender=settings.mail_from,
        certificates=settings.smtp_certificates,
    )


def _own_hosts(settings: Settings) -> set[str] | None:
    """Which hosts of Green API may be inside of our network. None in development: all."""
    if settings.env == "development":
        return None
    urls = (settings.green_api_url, settings.green_api_media_url)
    return {host for host in (urlsplit(url).hostname for url in urls) if host}
