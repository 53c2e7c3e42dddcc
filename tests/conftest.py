"""Fixtures for every test; each family lives in its own file under tests/fixtures."""

pytest_plugins = [
    "tests.fixtures.servers",
    "tests.fixtures.database",
    "tests.fixtures.work",
    "tests.fixtures.chats",
]
