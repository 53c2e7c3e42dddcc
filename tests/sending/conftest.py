"""A desk's number drained with a provider that does as it is told."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from backend.domain.ids import ChannelId
from backend.domain.sending import SendTimes
from backend.features.sending.drain import drain_sends
from tests.fakes.provider import FakeProvider
from tests.fixtures.desk import Desk

NOW = timedelta(0)
AT_ONCE = SendTimes(reconcile_after=NOW, look_again=NOW, journal_pace=NOW)
Drain = Callable[..., Awaitable[int]]


@pytest.fixture
def provider() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def drain(desk: Desk, provider: FakeProvider) -> Drain:
    async def run(times: SendTimes = AT_ONCE) -> int:
        return await drain_sends(
            desk.works,
            desk.hotel.id,
            ChannelId(desk.hotel.channel.id),
            gateway=provider,
            times=times,
        )

    return run
