"""The pump: at once when woken, fair between hotels, never held up by one slow place."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import cast

import pytest

from backend.domain.ids import ChannelId, HotelId
from backend.kit.ids import new_uuid
from backend.ports.wake import WorkKind
from jobs import drains, registry
from jobs.drains import CROWD, LIMITS, LOOK_AT_MOST_EVERY_S, Limits, Pump, gathering, least_pause
from jobs.due import Place
from jobs.engine import Parts
from tests.waiting import PATIENCE_S

ONE_AT_A_TIME = {kind: Limits(in_all=1, per_hotel=1) for kind in WorkKind}


@dataclass
class World:
    """What is due, and drains that note what they did."""

    due: list[Place] = field(default_factory=list)
    done: list[Place] = field(default_factory=list)
    gates: dict[Place, asyncio.Event] = field(default_factory=dict)
    """A drain of this place waits for its gate."""
    broken: set[Place] = field(default_factory=set)
    looks: int = 0
    under_way: Counter[WorkKind] = field(default_factory=Counter)
    most_under_way: Counter[WorkKind] = field(default_factory=Counter)
    next_due: float | None = None

    async def find_due(self) -> Sequence[Place]:
        self.looks += 1
        return list(self.due)

    async def next_due_in(self) -> float | None:
        return self.next_due

    async def drain(self, place: Place) -> int:
        self.under_way[place.kind] += 1
        self.most_under_way |= self.under_way
        try:
            if place in self.broken:
                raise RuntimeError("planned")
            if place in self.gates:
                await self.gates[place].wait()
        finally:
            self.under_way[place.kind] -= 1
        self.due.remove(place)
        self.done.append(place)
        return 1


def place(kind: WorkKind, hotel: HotelId | None = None) -> Place:
    channel = None if kind is WorkKind.TURNS else ChannelId(new_uuid())
    return Place(kind, hotel or HotelId(new_uuid()), channel)


class _NoMarkers:
    """As much of a container as a wake uses."""

    @property
    def redis(self) -> "_NoMarkers":
        return self

    async def delete(self, _: str) -> None:
        pass


@asynccontextmanager
async def pumping(
    world: World, limits: dict[WorkKind, Limits] | None = None
) -> AsyncIterator[Pump]:
    stopping = asyncio.Event()
    pump = Pump(
        dict.fromkeys(WorkKind, world.drain),
        find_due=world.find_due,
        next_due_in=world.next_due_in,
        stopping=stopping,
        limits=limits or LIMITS,
    )
    task = asyncio.create_task(pump.run())
    try:
        yield pump
    finally:
        for gate in world.gates.values():
            gate.set()
        pump.stop()
        await asyncio.wait_for(task, PATIENCE_S)


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not is_so():  # noqa: ASYNC110 - a look at a condition, with a deadline
            await asyncio.sleep(0.005)


@pytest.fixture
def no_look_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """An idle pump that nobody calls does not come back within the test."""
    monkeypatch.setattr(drains, "LOOK_AT_LEAST_EVERY_S", 2 * PATIENCE_S)


@pytest.mark.usefixtures("no_look_by_the_clock")
async def test_a_nudge_is_heeded_at_once() -> None:
    """Work that was announced does not wait for the next look by the clock."""
    world = World()
    async with pumping(world) as pump:
        await pump.drained()
        looks = world.looks
        world.due.append(place(WorkKind.SENDS))
        pump.nudge()
        await until(lambda: world.done)

    assert world.looks > looks


async def test_work_without_a_nudge_is_found_within_a_second() -> None:
    """A lost wake costs time, not work."""
    world = World()
    async with pumping(world) as pump:
        await pump.drained()
        world.due.append(place(WorkKind.INTAKE))
        await until(lambda: world.done)

    assert drains.LOOK_AT_LEAST_EVERY_S <= 1


@pytest.mark.usefixtures("no_look_by_the_clock")
async def test_it_is_back_when_something_becomes_due_by_itself() -> None:
    """The end of a guest's silence is an appointment, not something to stumble on."""
    world = World(next_due=0.1)
    async with pumping(world) as pump:
        await pump.drained()
        world.due.append(place(WorkKind.TURNS))
        await until(lambda: world.done)


async def test_a_slow_place_holds_up_no_other() -> None:
    """One hotel waits for its AI; the others' guests and its own sends go on."""
    slow = place(WorkKind.TURNS)
    quick = [place(WorkKind.SENDS, slow.hotel_id), place(WorkKind.TURNS), place(WorkKind.INTAKE)]
    world = World(due=[slow, *quick], gates={slow: asyncio.Event()})
    async with pumping(world):
        await until(lambda: len(world.done) == 3)
        done_before = list(world.done)
        world.gates[slow].set()
        await until(lambda: slow in world.done)

    assert set(done_before) == set(quick)


async def test_the_hotel_with_the_fewest_drains_comes_first() -> None:
    """A hotel with fifty waiting numbers does not push another one's single number back."""
    big, small = HotelId(new_uuid()), HotelId(new_uuid())
    crowd = [place(WorkKind.SENDS, big) for _ in range(50)]
    single = place(WorkKind.SENDS, small)
    gates = {one: asyncio.Event() for one in crowd}
    world = World(due=[*crowd, single], gates=gates)
    limits = {**LIMITS, WorkKind.SENDS: Limits(in_all=8, per_hotel=4)}
    async with pumping(world, limits):
        await until(lambda: world.done)

        assert world.done == [single]
        assert world.most_under_way[WorkKind.SENDS] <= 5


async def test_one_hotels_storm_is_interleaved_with_the_others() -> None:
    """A thousand places of one hotel were there first: each other hotel is second, not last."""
    storm, others = HotelId(new_uuid()), [HotelId(new_uuid()) for _ in range(5)]
    places = [place(WorkKind.SENDS, storm) for _ in range(1000)]
    places += [place(WorkKind.SENDS, other) for other in others for _ in range(2)]
    world = World(due=list(places))
    limits = {**LIMITS, WorkKind.SENDS: Limits(in_all=2000, per_hotel=2000)}
    async with pumping(world, limits):
        await until(lambda: len(world.done) == len(places))

    begun = [one.hotel_id for one in world.done]
    assert begun[:6] == [storm, *others]
    assert begun[6:12] == [storm, *others]
    assert set(begun[12:]) == {storm}


async def test_a_hotel_that_holds_many_leases_comes_last() -> None:
    """One drain may hold a hundred turns: leases count, not drains alone."""
    heavy, light = HotelId(new_uuid()), HotelId(new_uuid())
    places = [place(WorkKind.SENDS, heavy) for _ in range(3)]
    places += [place(WorkKind.SENDS, light) for _ in range(3)]
    world = World(due=list(places))
    held = {heavy: 100, light: 0}
    stopping = asyncio.Event()
    pump = Pump(
        dict.fromkeys(WorkKind, world.drain),
        find_due=world.find_due,
        next_due_in=world.next_due_in,
        stopping=stopping,
        leases=held.__getitem__,
    )
    task = asyncio.create_task(pump.run())
    await until(lambda: len(world.done) == 6)
    pump.stop()
    await asyncio.wait_for(task, PATIENCE_S)

    assert [one.hotel_id for one in world.done] == [light] * 3 + [heavy] * 3


async def test_a_drain_that_does_not_end_is_cancelled_and_heard_out() -> None:
    """After its time to finish, a drain still gives back what it holds before the pump ends."""
    slow = place(WorkKind.TURNS)
    given_back: list[Place] = []

    async def drain(one: Place) -> int:
        try:
            await asyncio.Event().wait()
        finally:
            for _ in range(50):  # as a round trip to the database would
                await asyncio.sleep(0)
            given_back.append(one)
        return 0

    world = World(due=[slow])
    pump = Pump(
        dict.fromkeys(WorkKind, drain),
        find_due=world.find_due,
        next_due_in=world.next_due_in,
        stopping=asyncio.Event(),
        finish_s=0.01,
    )
    task = asyncio.create_task(pump.run())
    await until(lambda: world.looks > 0)
    await asyncio.sleep(0)
    pump.stop()
    await asyncio.wait_for(task, PATIENCE_S)

    assert given_back == [slow]


async def test_a_place_that_breaks_is_left_alone_and_the_rest_goes_on() -> None:
    """An exception is logged, counted against its own place and nobody else's."""
    broken, fine = place(WorkKind.INTAKE), place(WorkKind.INTAKE)
    world = World(due=[broken, fine], broken={broken})
    async with pumping(world):
        await until(lambda: world.done)

    assert world.done == [fine]


async def test_one_place_is_drained_by_one_drain() -> None:
    """Of one number there is never a second drain beside the first."""
    slow = place(WorkKind.SENDS)
    world = World(due=[slow], gates={slow: asyncio.Event()})
    async with pumping(world) as pump:
        for _ in range(5):
            pump.nudge()
            looks = world.looks
            await until(lambda looks=looks: world.looks > looks)  # type: ignore[misc]

        assert world.most_under_way[WorkKind.SENDS] == 1


async def test_drained_means_nothing_is_left() -> None:
    """A worker takes its next wake only then, so that an idle worker gets it before."""
    places = [place(WorkKind.SENDS) for _ in range(6)]
    world = World(due=list(places))
    async with pumping(world, ONE_AT_A_TIME) as pump:
        pump.nudge()
        await asyncio.wait_for(pump.drained(), PATIENCE_S)

        assert len(world.done) == 6


@pytest.mark.parametrize("kind", list(WorkKind))
def test_every_kind_of_work_has_limits(kind: WorkKind) -> None:
    """A kind without a limit could take the whole process."""
    assert LIMITS[kind].per_hotel <= LIMITS[kind].in_all


async def test_under_load_what_was_told_gathers() -> None:
    """A number's next notifications join those that wait, and all are worked through at once."""
    told = place(WorkKind.INTAKE)
    world = World(due=[place(WorkKind.TURNS) for _ in range(2 * CROWD)])
    world.gates = {crowding: asyncio.Event() for crowding in world.due}
    async with pumping(world) as pump:
        await until(lambda: world.under_way[WorkKind.TURNS] == 2 * CROWD)
        looks = world.looks
        world.due.append(told)
        pump.nudge()
        await until(lambda: told in world.done)

        assert world.looks > looks + 1


def test_without_load_nothing_gathers() -> None:
    """A quiet hotel's guest does not wait for company."""
    assert gathering(CROWD) == 0
    assert least_pause(CROWD) == LOOK_AT_MOST_EVERY_S


async def test_a_busy_worker_takes_a_tick_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wake gives RQ's worker back though the work goes on; the work is not disturbed."""
    monkeypatch.setattr(registry, "WAKE_LASTS_S", 0.01)
    slow = place(WorkKind.SENDS)
    world = World(due=[slow], gates={slow: asyncio.Event()})
    async with pumping(world) as pump:
        await until(lambda: world.under_way[WorkKind.SENDS])
        parts = cast(Parts, SimpleNamespace(pump=pump, container=_NoMarkers()))
        async with asyncio.timeout(PATIENCE_S):
            await registry.wake(parts, WorkKind.SENDS)

        assert world.under_way[WorkKind.SENDS] == 1


async def test_under_load_echoes_and_ticks_wait_longer_than_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Until a guest writes: then they go along."""
    monkeypatch.setattr(drains, "UNHURRIED_GATHER", 1_000_000)
    ticks = replace(place(WorkKind.INTAKE), is_unhurried=True)
    words = place(WorkKind.INTAKE)
    world = World(due=[place(WorkKind.TURNS) for _ in range(2 * CROWD)])
    world.gates = {crowding: asyncio.Event() for crowding in world.due}
    async with pumping(world) as pump:
        await until(lambda: world.under_way[WorkKind.TURNS] == 2 * CROWD)
        world.due += [ticks, words]
        pump.nudge()
        await until(lambda: words in world.done)
        assert ticks not in world.done

        world.due[world.due.index(ticks)] = replace(ticks, is_unhurried=False)
        await until(lambda: ticks in world.done)
