"""Fixtures for every test; each family lives in its own file under tests/fixtures."""

from hypothesis import settings

from tests.effort import bounded

# Also for a generated test that says nothing: no example is too slow on a full machine, and each
# run draws the same ones.
settings.register_profile("bounded", bounded(100))
settings.load_profile("bounded")

pytest_plugins = [
    "tests.fixtures.servers",
    "tests.fixtures.stack",
    "tests.fixtures.database",
    "tests.fixtures.green_api",
    "tests.fixtures.work",
    "tests.fixtures.chats",
    "tests.fixtures.api",
    "tests.fixtures.desk",
    "tests.fixtures.mail",
    "tests.fixtures.buckets",
]
