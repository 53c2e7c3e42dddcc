"""Circuits: when they open, for how long, and who may try first."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from backend.domain.words import SendOutcome
from backend.ports.ai import AiFailure, AiMessage, AiReply, AiRequest, AiUnavailable, AiUsage
from backend.ports.messaging import ChannelAccess, GatewayFailure, SendResult
from backend.realtime.redis_client import create_redis
from backend.reliability.breaker import LOOK_S, Breaker, Change
from backend.reliability.circuit import Circuit, CircuitState
from backend.reliability.guarded import GREEN_API, HELD, GuardedAi, GuardedMessaging
from tests.fakes.provider import FakeProvider
from tests.fixtures.silence import silence
from tests.waiting import until

PATIENT_S = 30.0
NOBODY = "redis://127.0.0.1:9/0"
ACCESS = ChannelAccess(1101, "token", "http://nowhere", "http://nowhere")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def client(flushed_redis_url: str) -> AsyncIterator[Redis]:
    """More patient than the product's: a busy machine is not a Redis that went away."""
    made = Redis.from_url(flushed_redis_url, socket_timeout=PATIENT_S)
    yield made
    await made.aclose()


def test_five_failures_in_a_row_open_it() -> None:
    """A dead provider costs five calls, not five hundred."""
    circuit = Circuit()
    opened = [circuit.record(False, 0.0) for _ in range(5)]

    assert opened == [False, False, False, False, True]
    assert circuit.state(14.9) is CircuitState.OPEN
    assert circuit.state(15.0) is CircuitState.HALF_OPEN


def test_half_of_ten_calls_open_it() -> None:
    """A provider that fails every second call is failing."""
    circuit = Circuit()
    opened = [circuit.record(number % 2 == 0, 0.0) for number in range(10)]

    assert opened == [False] * 9 + [True]


def test_old_failures_are_forgotten_after_a_minute() -> None:
    """Yesterday's trouble does not count against today."""
    circuit = Circuit()
    for number in range(9):
        circuit.record(number % 2 == 1, 0.0)
    opened = circuit.record(False, 66.0)

    assert not opened


def test_each_failed_probe_doubles_the_wait_up_to_five_minutes() -> None:
    """The longer it is away, the less often it is asked."""
    circuit, now, waits = Circuit(), 0.0, []
    for _ in range(5):
        circuit.record(False, now)
    for _ in range(6):
        waits.append(circuit.open_until - now)
        now = circuit.open_until
        circuit.record(False, now)

    assert waits == [15, 30, 60, 120, 240, 300]


def test_a_late_answer_to_an_old_call_changes_nothing_while_open() -> None:
    """Only a call made as the probe may close it."""
    circuit = Circuit()
    for _ in range(5):
        circuit.record(False, 0.0)
    circuit.record(True, 1.0)

    assert circuit.state(1.0) is CircuitState.OPEN


async def test_an_open_circuit_holds_every_process(client: Redis, clock: Clock) -> None:
    """Worker two does not have to find out for itself."""
    first, second = (
        Breaker(client, clock, deadline_s=PATIENT_S),
        Breaker(client, clock, deadline_s=PATIENT_S),
    )
    for _ in range(5):
        await first.record("green_api:1", ok=False)

    assert not await first.permits("green_api:1")
    assert not await second.permits("green_api:1")
    assert await second.permits("green_api:2")


async def test_one_probe_goes_first_and_its_success_frees_all(client: Redis, clock: Clock) -> None:
    """When the wait is over one call tries; the others wait for its answer."""
    first, second = (
        Breaker(client, clock, deadline_s=PATIENT_S),
        Breaker(client, clock, deadline_s=PATIENT_S),
    )
    for _ in range(5):
        await first.record("x", ok=False)
    await second.permits("x")
    clock.now += 15
    await client.delete("breaker:{x}:open")
    probes = [await first.permits("x"), await second.permits("x"), await first.permits("x")]
    await first.record("x", ok=True)
    clock.now += LOOK_S

    assert probes == [True, False, False]
    assert await second.permits("x")
    assert second.states()["x"] is CircuitState.CLOSED


async def test_a_provider_is_down_when_several_numbers_fail(client: Redis, clock: Clock) -> None:
    """One number with a dead address holds back nobody else; three of them open it for all."""
    breaker = Breaker(client, clock, deadline_s=PATIENT_S)
    for _ in range(30):
        await breaker.record(GREEN_API, ok=False, source="green_api:1")
    alone = await breaker.permits(GREEN_API)
    for number in (2, 3):
        await breaker.record(GREEN_API, ok=False, source=f"green_api:{number}")

    assert alone
    assert not await breaker.permits(GREEN_API)


async def test_a_late_failure_is_not_taken_for_the_probes(client: Redis, clock: Clock) -> None:
    """A call from before it opened ends while another process probes: nothing is prolonged."""
    first, second = (
        Breaker(client, clock, deadline_s=PATIENT_S),
        Breaker(client, clock, deadline_s=PATIENT_S),
    )
    for _ in range(5):
        await first.record("x", ok=False)
    await second.permits("x")
    clock.now += 15
    await client.delete("breaker:{x}:open")
    probing = await first.permits("x")
    await second.record("x", ok=False)
    await first.record("x", ok=True)
    clock.now += LOOK_S

    assert probing
    assert await second.permits("x")


async def test_a_failed_probe_of_another_process_is_heeded(client: Redis, clock: Clock) -> None:
    """Whoever did not get the probe neither tries beside it nor waits longer than it must."""
    first, second = (
        Breaker(client, clock, deadline_s=PATIENT_S),
        Breaker(client, clock, deadline_s=PATIENT_S),
    )
    for _ in range(5):
        await first.record("x", ok=False)
    await second.permits("x")
    clock.now += 15
    await client.delete("breaker:{x}:open")
    probes = [await first.permits("x"), await second.permits("x")]
    await first.record("x", ok=False)
    clock.now += LOOK_S
    held = not await second.permits("x")
    clock.now += 30
    await client.delete("breaker:{x}:open")

    assert probes == [True, False]
    assert held
    assert await second.permits("x")


async def test_a_probe_that_died_with_its_process_frees_its_place(
    client: Redis, clock: Clock
) -> None:
    """Whoever was refused the probe asks again soon, not after half a minute of its own."""
    first, second = (
        Breaker(client, clock, deadline_s=PATIENT_S),
        Breaker(client, clock, deadline_s=PATIENT_S),
    )
    for _ in range(5):
        await first.record("x", ok=False)
    await second.permits("x")
    clock.now += 15
    await client.delete("breaker:{x}:open")
    probes = [await first.permits("x"), await second.permits("x")]
    await client.delete("breaker:{x}:probe")
    clock.now += LOOK_S

    assert probes == [True, False]
    assert await second.permits("x")


async def test_every_process_can_say_since_when_and_why(client: Redis, clock: Clock) -> None:
    """What a screen shows of a circuit does not depend on which process is asked."""
    worker, web = (
        Breaker(client, clock, deadline_s=PATIENT_S),
        Breaker(client, clock, deadline_s=PATIENT_S),
    )
    for _ in range(5):
        await worker.record("green_api:7", ok=False, error="no_answer_in_time")
    detail = (await web.details(["green_api:7", "deepseek"]))["green_api:7"]
    clock.now += 3600
    await worker.record("green_api:7", ok=True)

    assert detail.state is CircuitState.OPEN
    assert detail.error == "no_answer_in_time"
    assert detail.next_try_in_s <= 15
    assert 0 <= detail.open_for_s < 120


async def test_a_change_is_told_once_and_cannot_break_a_call(client: Redis, clock: Clock) -> None:
    """Screens hear of it from the process that noticed; a teller that fails is only logged."""
    told: list[Change] = []

    async def tell(change: Change) -> None:
        told.append(change)
        raise RuntimeError("planned")

    first, second = Breaker(client, clock, tell, PATIENT_S), Breaker(client, clock, tell, PATIENT_S)
    for _ in range(7):
        await first.record("x", ok=False)
        await second.permits("x")
    await until(lambda: bool(told))

    assert told == [Change("x", CircuitState.OPEN)]


async def test_a_redis_that_hangs_costs_a_moment(clock: Clock) -> None:
    """It takes the connection and says nothing: calls go on, each process for itself."""
    async with silence() as url:
        hanging = create_redis(url)
        breaker = Breaker(hanging, clock)
        async with asyncio.timeout(20):
            for _ in range(5):
                assert await breaker.permits("x")
                await breaker.record("x", ok=False)
            assert not await breaker.permits("x")
        await hanging.aclose()


async def test_without_redis_each_process_guards_itself(clock: Clock) -> None:
    """No hint is needed to notice that nobody answers, and none is waited for."""
    unreachable = create_redis(NOBODY)
    breaker = Breaker(unreachable, clock)
    for _ in range(5):
        await breaker.record("x", ok=False)
    held = await breaker.permits("x")
    clock.now += 15
    probes = [await breaker.permits("x"), await breaker.permits("x")]
    await unreachable.aclose()

    assert not held
    assert probes == [True, False]


async def test_a_number_whose_sends_fail_is_left_alone(client: Redis, clock: Clock) -> None:
    """Held sends are refused, so they wait in their queue; other numbers go on."""
    provider = FakeProvider()
    gateway = GuardedMessaging(provider, Breaker(client, clock, deadline_s=PATIENT_S))
    provider.script.extend([SendResult(SendOutcome.AMBIGUOUS, http_status=502)] * 5)
    for _ in range(5):
        await gateway.send_text(ACCESS, chat_id="1@c.us", text="x")
    held = await gateway.send_text(ACCESS, chat_id="1@c.us", text="x")

    assert (held.outcome, held.detail) == (SendOutcome.REFUSED, HELD)
    assert provider.calls == 5


async def test_dead_numbers_of_a_chain_silence_no_healthy_one(client: Redis, clock: Clock) -> None:
    """The provider counts as down, yet the number that is answered sends, and its answer says that
    the provider is there."""
    provider = FakeProvider()
    breaker = Breaker(client, clock, deadline_s=PATIENT_S)
    gateway = GuardedMessaging(provider, breaker)
    dead = [replace(ACCESS, id_instance=number) for number in (11, 12, 13)]
    provider.script.extend([SendResult(SendOutcome.REFUSED, detail="not_reachable")] * 5)
    for access in (dead * 2)[:5]:
        await gateway.send_text(access, chat_id="1@c.us", text="x")
    down = await breaker.state(GREEN_API)
    held = await gateway.send_text(dead[0], chat_id="1@c.us", text="x")
    sent = await gateway.send_text(ACCESS, chat_id="1@c.us", text="x")

    assert down is CircuitState.OPEN
    assert (held.outcome, held.detail) == (SendOutcome.REFUSED, HELD)
    assert sent.outcome is SendOutcome.ACCEPTED
    assert await breaker.state(GREEN_API) is CircuitState.CLOSED


async def test_a_dead_journal_holds_back_no_send(client: Redis, clock: Clock) -> None:
    """The provider's lists have a circuit of their own, and are left alone the same way."""
    provider = FakeProvider(journal_down=True)
    gateway = GuardedMessaging(provider, Breaker(client, clock, deadline_s=PATIENT_S))
    details = []
    for _ in range(6):
        with pytest.raises(GatewayFailure) as failure:
            await gateway.list_sent(ACCESS, minutes=5)
        details.append(failure.value.detail)
    sent = await gateway.send_text(ACCESS, chat_id="1@c.us", text="x")

    assert details[-1] == HELD
    assert HELD not in details[:5]
    assert sent.outcome is SendOutcome.ACCEPTED


@pytest.mark.parametrize(
    "result",
    [
        SendResult(SendOutcome.REFUSED, http_status=429),  # our own pace
        SendResult(SendOutcome.PERMANENT, http_status=400),  # this message
        SendResult(SendOutcome.QUOTA, http_status=466),  # this hotel's plan
    ],
)
async def test_an_answer_is_an_answer(client: Redis, clock: Clock, result: SendResult) -> None:
    """A provider that says no is up."""
    provider = FakeProvider()
    gateway = GuardedMessaging(provider, Breaker(client, clock, deadline_s=PATIENT_S))
    provider.script.extend([result] * 12)
    for _ in range(12):
        await gateway.send_text(ACCESS, chat_id="1@c.us", text="x")

    assert provider.calls == 12


class _Ai:
    def __init__(self, failure: AiFailure | None) -> None:
        self.failure = failure
        self.calls = 0

    async def complete(self, request: AiRequest) -> AiReply:
        self.calls += 1
        if self.failure is not None:
            raise AiUnavailable(self.failure)
        return AiReply("{}", "model", AiUsage(), None, 1)


@pytest.mark.parametrize(
    ("failure", "calls"),
    [(AiFailure.OVERLOADED, 5), (AiFailure.NO_BALANCE, 5), (AiFailure.NOT_JSON, 8), (None, 8)],
)
async def test_a_model_that_is_down_is_not_asked_again_and_again(
    client: Redis, clock: Clock, failure: AiFailure | None, calls: int
) -> None:
    """Guests get the fallback at once; a bad answer to one question does not count."""
    ai = _Ai(failure)
    guarded = GuardedAi(ai, Breaker(client, clock, deadline_s=PATIENT_S))
    request = AiRequest((AiMessage("user", "x"),), "hotel", 10, 1.0)
    for _ in range(8):
        try:
            await guarded.complete(request)
        except AiUnavailable as error:
            last = error.failure

    assert ai.calls == calls
    if calls == 5:
        assert last is AiFailure.BREAKER_OPEN
