"""bin/up after the packages are there: stores, database, front end, processes, Ready."""

import errno
import os
import socket
import sys
from collections.abc import Mapping, Sequence

from launcher import plan, postgres, valkey
from launcher.folders import data_folder
from launcher.frontend import Build
from launcher.kept import is_free
from launcher.logs import say
from launcher.progress import step
from launcher.settings import CHECKOUT, Settings, read_settings
from launcher.supervisor import Supervisor, supervised
from launcher.trouble import Trouble


def main(arguments: Sequence[str]) -> int:
    # Everything the children write may hold guests' words: for our eyes only.
    os.umask(0o077)
    try:
        settings = read_settings(arguments)
        forget_empty_settings()
        data_folder(settings.data_dir)
        with supervised(settings.data_dir, stop_seconds=settings.stop_seconds) as supervisor:
            run(settings, supervisor)
    except Trouble as trouble:
        return refuse(str(trouble))
    except OSError as error:
        return refuse(explain(error))
    return 0


def forget_empty_settings() -> None:
    """Empty means "not set" here; a child would take it for a value, and not for a number."""
    for name in [n for n, v in os.environ.items() if n.startswith("HOTELBOT_") and v == ""]:
        del os.environ[name]


def run(settings: Settings, supervisor: Supervisor) -> None:
    listener = listen(settings)
    refuse_taken_simulator_port(settings)
    env = plan.base_env(settings)
    env |= start_stores(settings, supervisor)
    prepare_database(settings, supervisor, env)
    build_frontend(settings, supervisor, env)
    logins = start_processes(settings, supervisor, env, listener)
    announce(settings, logins)
    supervisor.logs.shown = True
    supervisor.watch()


def listen(settings: Settings) -> socket.socket:
    """Taken first, so that a taken port is said before anything else has started."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Inherited by what is accepted. uvicorn takes a passed listener for a Unix socket and would
    # leave Nagle's algorithm on: 40 ms of waiting in most answers.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((settings.bind, settings.port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise taken(settings.port) from None
        raise Trouble(
            f"Cannot listen on {settings.bind}:{settings.port} ({error.strerror}): "
            "choose a port above 1023 with --port, and an address of this machine."
        ) from error
    return listener


def refuse_taken_simulator_port(settings: Settings) -> None:
    if settings.simulators and not is_free(settings.simulator_port):
        raise taken(settings.simulator_port)


def taken(port: int) -> Trouble:
    return Trouble(
        f"Port {port} is taken: stop what listens there, or use bin/up --port N "
        "(the simulators use the port after it, or HOTELBOT_SIMULATOR_PORT)."
    )


def start_stores(settings: Settings, supervisor: Supervisor) -> dict[str, str]:
    """Starts what the operator did not bring, and answers the addresses."""
    env: dict[str, str] = {}
    if settings.embeds_postgres:
        with step("PostgreSQL"):
            database = postgres.prepare(settings.data_dir)
            start_postgres(database, supervisor)
            env |= plan.database_env(database, settings.data_dir)
            env["HOTELBOT_OWNER_DATABASE_URL"] = database.owner_url
    if settings.embeds_valkey:
        with step("Valkey"):
            hints = valkey.prepare(settings.data_dir)
            start_valkey(hints, supervisor)
            env["HOTELBOT_REDIS_URL"] = hints.url
    return env


def start_valkey(hints: valkey.Valkey, supervisor: Supervisor) -> None:
    """Empty rather than not at all: nothing in it is the only copy of anything."""
    try:
        supervisor.start(hints.service())
    except Trouble:
        aside = hints.set_aside()
        if aside is None:
            raise
        say(f"Valkey could not read what it had kept: set aside as {aside}, started empty")
        supervisor.start(hints.service())


def start_postgres(database: postgres.Postgres, supervisor: Supervisor) -> None:
    try:
        supervisor.start(database.service())
    except Trouble as trouble:
        raise Trouble(
            f"{trouble}\nThe database folder {database.data} does not open: restore it from a "
            "backup, or move it away to begin with an empty database."
        ) from trouble


def prepare_database(settings: Settings, supervisor: Supervisor, env: dict[str, str]) -> None:
    owner_url = env.pop("HOTELBOT_OWNER_DATABASE_URL", None)
    with step("Database schema"):
        if owner_url is not None:
            # Only this one command sees the superuser's address.
            with_owner = {**env, "HOTELBOT_OWNER_DATABASE_URL": owner_url}
            supervisor.run_to_end(plan.cli("db", "provision", env=with_owner))
        supervisor.run_to_end(plan.cli("db", "migrate", env=env))
    if "HOTELBOT_ADMIN_EMAIL" in settings.given:
        supervisor.run_to_end(plan.cli("admin", "create", env=env))


def build_frontend(settings: Settings, supervisor: Supervisor, env: Mapping[str, str]) -> None:
    build = Build(checkout=CHECKOUT, folder=settings.web_folder, public_url=settings.public_url)
    if not build.is_current():
        with step("Front end (built again only when its sources change)"):
            build.forget()
            supervisor.run_to_end(build.task(env))
            build.remember()


def start_processes(
    settings: Settings,
    supervisor: Supervisor,
    env: Mapping[str, str],
    listener: socket.socket,
) -> list[str]:
    """The web, the jobs and the simulators; answers the demo logins."""
    listener.listen(2048)
    services = [
        *plan.web_services(settings, env, listener),
        *plan.job_services(settings, env),
    ]
    if settings.simulators:
        services.append(plan.simulator_service(settings, env))
    logins: list[str] = []
    with step(f"{len(services)} processes"):
        children = supervisor.launch(services)
        if settings.demo:
            supervisor.run_to_end(plan.cli("demo", "load", env=env))
            logins = supervisor.run_to_end(plan.cli("demo", "logins", env=env))
        supervisor.await_ready(children)
    return logins


def announce(settings: Settings, logins: Sequence[str]) -> None:
    address = f"http://localhost:{settings.port}"
    say(f"Ready: {address}")
    if settings.public_url != address:
        say(f"Public address: {settings.public_url}")
    for login in logins:
        say(login)
    if settings.simulators:
        say(f"Simulated phone: http://localhost:{settings.simulator_port}/")


def explain(error: OSError) -> str:
    where = error.filename or "the data folder"
    if error.errno == errno.ENOSPC:
        return f"No space left while writing {where}: free some and start again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"Not allowed to use {where}: it belongs to another user or is read-only. "
            "Start as the user who made it, or set HOTELBOT_DATA_DIR to a folder of your own."
        )
    return f"{where}: {error.strerror}."


def refuse(sentence: str) -> int:
    print(f"bin/up: {sentence}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
