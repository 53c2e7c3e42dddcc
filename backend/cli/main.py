"""python -m backend.cli …: what an operator runs by hand or a script runs for them."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Sequence

from backend.bootstrap import Container, create_container
from backend.cli import admin, database, demo, waiting
from backend.errors import AppError
from backend.observability.logging import configure_logging
from backend.settings import Settings, get_settings

Command = Callable[[argparse.Namespace], int]
Task = Callable[[Container, argparse.Namespace], Coroutine[None, None, int]]


def main(argv: Sequence[str] | None = None) -> int:
    settings = get_settings()
    configure_logging(settings.log_level, "console")
    arguments = _parser().parse_args(argv)
    try:
        if arguments.plain is not None:
            return int(arguments.plain(settings, arguments))
        return asyncio.run(_with_container(settings, arguments))
    except AppError as error:
        print(error.message, file=sys.stderr)
        return 1


async def _with_container(settings: Settings, arguments: argparse.Namespace) -> int:
    container = create_container(settings, "cli")
    try:
        return int(await arguments.task(container, arguments))
    finally:
        await container.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backend.cli", description=__doc__)
    parser.set_defaults(plain=None, task=None)
    nouns = parser.add_subparsers(required=True, metavar="noun")
    _database(nouns.add_parser("db", help="roles, database and schema"))
    _admin(nouns.add_parser("admin", help="the operators of the platform"))
    _demo(nouns.add_parser("demo", help="hotels to look at and play with"))
    _waiting(
        nouns.add_parser("inbox", help="webhooks that could not be read"),
        nouns.add_parser("deadletters", help="work that was given up"),
    )
    return parser


def _database(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar="verb")
    made = verbs.add_parser("provision", help="make roles and database; needs the owner's URL")
    made.set_defaults(plain=database.provision_database)
    verbs.add_parser("migrate", help="bring the schema up to date").set_defaults(
        plain=database.migrate_database
    )


def _admin(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar="verb")
    verbs.add_parser(
        "create", help="the first platform admin, from HOTELBOT_ADMIN_EMAIL and _PASSWORD"
    ).set_defaults(task=admin.create)


def _demo(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar="verb")
    verbs.add_parser("load", help="three hotels with guests; safe to repeat").set_defaults(
        task=demo.load
    )
    verbs.add_parser("logins", help="who may sign in").set_defaults(plain=demo.print_logins)


def _waiting(inbox: argparse.ArgumentParser, letters: argparse.ArgumentParser) -> None:
    replay = inbox.add_subparsers(required=True, metavar="verb").add_parser(
        "replay", help="read again what could not be read"
    )
    listed = letters.add_subparsers(required=True, metavar="verb").add_parser(
        "list", help="what waits for a person"
    )
    for parser in (replay, listed):
        parser.add_argument("--hotel", help="id of one hotel; without it, all of them")
    replay.set_defaults(task=waiting.replay_inbox)
    listed.set_defaults(task=waiting.list_dead_letters)
