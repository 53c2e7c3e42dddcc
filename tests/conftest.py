"""Fixtures for every test; each family lives in its own file under tests/fixtures."""

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
