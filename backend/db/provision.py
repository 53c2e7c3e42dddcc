"""Roles and database of an installation. Run once by the owner; safe to run again.

hotelbot_app         no login; what the application is: reads and writes under row-level security
hotelbot_dispatcher  no login; owns the few functions that say which hotels have work waiting
hotelbot_searcher    no login; owns the two functions that find guests and messages of one hotel
<login of the app>   may only become hotelbot_app
<login of migrations> owns the tables; bound by forced row-level security like everybody
"""

from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from backend.db.engine import APP_ROLE

DISPATCHER_ROLE = "hotelbot_dispatcher"
SEARCHER_ROLE = "hotelbot_searcher"
OWNERS_OF_FUNCTIONS = (DISPATCHER_ROLE, SEARCHER_ROLE)
EXTENSIONS = ("pg_trgm", "unaccent", "citext", "btree_gin")
_ROLE_LOCK = 0x686F7465


@dataclass(frozen=True, slots=True)
class Login:
    user: str
    password: str
    database: str

    @classmethod
    def of(cls, url: str) -> "Login":
        parts = conninfo_to_dict(url)
        return cls(str(parts["user"]), str(parts["password"]), str(parts["dbname"]))


def provision(owner_url: str, *, app_url: str, migration_url: str) -> None:
    """Makes both URLs work. The owner must be allowed to create roles and databases."""
    app, migrator = Login.of(app_url), Login.of(migration_url)
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("select pg_advisory_lock(%s)", (_ROLE_LOCK,))
        _ensure_roles(owner, app, migrator)
        _ensure_database(owner, migrator)
    with psycopg.connect(owner_url, dbname=migrator.database, autocommit=True) as owner:
        _prepare_database(owner, app, migrator)


def _ensure_roles(owner: psycopg.Connection, app: Login, migrator: Login) -> None:
    for role in (APP_ROLE, *OWNERS_OF_FUNCTIONS):
        if not _role_exists(owner, role):
            owner.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
    for login, inherit in ((app, "noinherit"), (migrator, "inherit")):
        verb = "alter" if _role_exists(owner, login.user) else "create"
        owner.execute(
            sql.SQL("{} role {} login {} password {}").format(
                sql.SQL(verb),
                sql.Identifier(login.user),
                sql.SQL(inherit),
                sql.Literal(login.password),
            )
        )
    _grant(owner, APP_ROLE, app.user)
    for role in OWNERS_OF_FUNCTIONS:
        _grant(owner, role, migrator.user)


def _grant(owner: psycopg.Connection, role: str, to: str) -> None:
    owner.execute(sql.SQL("grant {} to {}").format(sql.Identifier(role), sql.Identifier(to)))


def _role_exists(owner: psycopg.Connection, role: str) -> bool:
    return (
        owner.execute("select 1 from pg_roles where rolname = %s", (role,)).fetchone() is not None
    )


def _ensure_database(owner: psycopg.Connection, migrator: Login) -> None:
    name = migrator.database
    found = owner.execute("select 1 from pg_database where datname = %s", (name,)).fetchone()
    if found is None:
        owner.execute(
            sql.SQL("create database {} owner {}").format(
                sql.Identifier(name), sql.Identifier(migrator.user)
            )
        )


def _prepare_database(owner: psycopg.Connection, app: Login, migrator: Login) -> None:
    for extension in EXTENSIONS:
        owner.execute(
            sql.SQL("create extension if not exists {}").format(sql.Identifier(extension))
        )
    owner.execute("revoke create on schema public from public")
    owner.execute(
        sql.SQL("grant usage, create on schema public to {}").format(sql.Identifier(migrator.user))
    )
    for role in (APP_ROLE, *OWNERS_OF_FUNCTIONS):
        owner.execute(sql.SQL("grant usage on schema public to {}").format(sql.Identifier(role)))
    # Owning a function takes the right to create in its schema at that moment.
    for role in OWNERS_OF_FUNCTIONS:
        owner.execute(sql.SQL("grant create on schema public to {}").format(sql.Identifier(role)))
    owner.execute(
        sql.SQL("revoke all on database {} from public").format(sql.Identifier(app.database))
    )
    for user in (app.user, migrator.user):
        owner.execute(
            sql.SQL("grant connect on database {} to {}").format(
                sql.Identifier(app.database), sql.Identifier(user)
            )
        )
