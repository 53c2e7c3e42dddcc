"""The rig for every rehearsal, the options of a run, and the table at its end."""

import os
from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.faults.reporting import Results
from tests.faults.rig import Rig
from tests.faults.servers import Servers, running_servers

HERE = Path(__file__).parent
SEED = 3
MINUTES = 1.0
PATIENCE_S = 400.0
COVERS, SECONDS = "covers", "seconds"
_results = pytest.StashKey[Results]()
_seconds = pytest.StashKey[dict[str, float]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("rehearsals of faults")
    group.addoption("--seed", type=int, default=SEED, help="of guests and of the nemesis")
    group.addoption(
        "--minutes", type=float, default=MINUTES, help="how long the nemesis rages; 0.1: a glance"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Generous, because the machine may be busy; the nemesis gets its minutes on top."""
    raging_s = 60 * config.getoption("--minutes", default=MINUTES)
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.timeout(PATIENCE_S + raging_s))


def pytest_configure(config: pytest.Config) -> None:
    results = Results(seed=config.getoption("--seed", default=SEED))
    config.stash[_results] = results
    config.pluginmanager.register(_Keeper(results), "results of rehearsals")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    seconds = item.stash.setdefault(_seconds, {})
    seconds[call.when] = report.duration
    mark = item.get_closest_marker("covers")
    decided = report.when == "call" or report.outcome != "passed"
    if mark is not None and decided and report.when != "teardown":
        report.user_properties += [(COVERS, row) for row in mark.args]
        report.user_properties.append((SECONDS, str(sum(seconds.values()))))
    return report


class _Keeper:
    """Reads the reports where they all come together: the rehearsals may run in two processes."""

    def __init__(self, results: Results) -> None:
        self._results = results

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        rows = [str(value) for name, value in report.user_properties if name == COVERS]
        seconds = [float(str(value)) for name, value in report.user_properties if name == SECONDS]
        if rows:
            self._results.add(rows, report.outcome, sum(seconds))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    results = terminalreporter.config.stash[_results]
    if results.by_row:
        terminalreporter.section("faults")
        for line in results.lines():
            terminalreporter.write_line(line)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """--seed: the same seed draws the same guests, texts and blows."""
    given: int = request.config.getoption("--seed", default=SEED)
    return given


@pytest.fixture
def minutes(request: pytest.FixtureRequest) -> float:
    given: float = request.config.getoption("--minutes", default=MINUTES)
    return given


@pytest_asyncio.fixture(scope="session")
async def servers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Servers]:
    for name in [name for name in os.environ if name.startswith("HOTELBOT_")]:
        del os.environ[name]  # nothing of whoever runs the tests
    async with running_servers(tmp_path_factory.mktemp("servers")) as made:
        yield made


@pytest_asyncio.fixture
async def rig(servers: Servers, tmp_path: Path) -> AsyncIterator[Rig]:
    await servers.heal()
    made = Rig(servers, servers.fresh_database(), tmp_path)
    yield made
    await made.end()
    for child in made.children:
        print(f"{child.name}:\n{child.said[-4000:]}")  # shown when the test failed
    await servers.heal()
    servers.drop(made.database)
