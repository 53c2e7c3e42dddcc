"""Which processes run, with which commands and which environment."""

import http.client
import os
import socket
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from launcher.kept import free_port, kept_secret
from launcher.postgres import Postgres
from launcher.service import Service
from launcher.settings import CHECKOUT, Settings
from launcher.supervisor import apps_stop_seconds

DATABASE = "hotelbot"
MIGRATOR = "hotelbot_migrator"
APP_LOGIN = "hotelbot_app_login"
SIMULATORS_APP = "simulators.app:app"
# Importing everything at once on a small machine.
START_SECONDS = 120.0

REFLEX_ENV = {
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
    # The wheel's bun; Reflex would download one.
    "REFLEX_USE_SYSTEM_BUN": "true",
    "REFLEX_ENV_MODE": "prod",
    # Our Valkey user may not call CONFIG; the events are switched on in its configuration file.
    "REFLEX_IGNORE_REDIS_CONFIG_ERROR": "true",
}
# Reflex's own names for "serve what was built". Internal to 0.10.1, hence the exact pin.
SERVE_BUILT_ENV = {
    "REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
}


def base_env(settings: Settings) -> dict[str, str]:
    """What every child gets, besides the addresses of the stores."""
    env = {
        "HOTELBOT_SECRET_KEY": kept_secret(settings.data_dir / "secret-key"),
        **stop_env(settings.stop_seconds),
        **settings.given,
        "HOTELBOT_PORT": str(settings.port),
        "HOTELBOT_PUBLIC_URL": settings.public_url,
        "HOTELBOT_DATA_DIR": str(settings.data_dir),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        **REFLEX_ENV,
        "REFLEX_WEB_WORKDIR": str(settings.web_folder),
        "REFLEX_API_URL": settings.public_url,
        "REFLEX_DEPLOY_URL": settings.public_url,
    }
    return env | (simulator_env(settings) if settings.simulators else {})


def stop_env(stop_seconds: float) -> dict[str, str]:
    """Shares of the bound of the whole stop: open requests and connections end within it."""
    ours = apps_stop_seconds(stop_seconds)
    drain = min(5.0, ours / 5)
    return {
        "HOTELBOT_WEB_DRAIN_S": f"{drain:.1f}",
        "HOTELBOT_WEB_FINISH_S": f"{min(20.0, max(1.0, ours - drain - 1.0)):.1f}",
        "HOTELBOT_WORKER_FINISH_S": f"{min(15.0, max(0.5, ours - 2.0)):.1f}",
    }


def simulator_env(settings: Settings) -> dict[str, str]:
    address = f"http://127.0.0.1:{settings.simulator_port}"
    mail = {} if "HOTELBOT_SMTP_HOST" in settings.given else _mail_env(free_port())
    return mail | {
        "HOTELBOT_SIMULATORS": "on",
        "HOTELBOT_SIMULATOR_PORT": str(settings.simulator_port),
        # Numbers, guests and chats of the demo outlive a restart.
        "HOTELBOT_SIMULATOR_FILE": str(settings.data_dir / "simulators.json"),
        "HOTELBOT_GREEN_API_URL": f"{address}/green",
        "HOTELBOT_GREEN_API_MEDIA_URL": f"{address}/green",
        "HOTELBOT_DEEPSEEK_BASE_URL": f"{address}/deepseek",
        "HOTELBOT_DEEPSEEK_API_KEY": "simulated",
    }


def _mail_env(port: int) -> dict[str, str]:
    """The simulated mail server takes what would go to colleagues."""
    return {
        "HOTELBOT_SIMULATOR_MAIL_PORT": str(port),
        "HOTELBOT_SMTP_HOST": "127.0.0.1",
        "HOTELBOT_SMTP_PORT": str(port),
        "HOTELBOT_SMTP_SECURITY": "none",
    }


def database_env(server: Postgres, data_dir: Path) -> dict[str, str]:
    """The two logins, with passwords made on the first start."""

    def url(role: str, secret: str) -> str:
        password = kept_secret(data_dir / secret)
        return server.login_url(role, password, DATABASE)

    return {
        "HOTELBOT_DATABASE_URL": url(APP_LOGIN, "postgres-app-password"),
        "HOTELBOT_MIGRATION_DATABASE_URL": url(MIGRATOR, "postgres-migrator-password"),
    }


def cli(*words: str, env: Mapping[str, str]) -> Service:
    """A command of backend.cli, as a task that ends by itself."""
    return Service(
        name="-".join(words),
        argv=(sys.executable, "-m", "backend.cli", *words),
        env=env,
        cwd=CHECKOUT,
        start_seconds=START_SECONDS,
    )


def web_services(
    settings: Settings, env: Mapping[str, str], listener: socket.socket
) -> list[Service]:
    """One process for each, all accepting on one socket: whoever is free takes the next caller."""
    return [
        Service(
            name=f"web-{number}",
            argv=(sys.executable, "-m", "hotelbot_ui.serve", "--fd", str(listener.fileno())),
            ready=health_check(settings.bind, settings.port),
            env={**env, **SERVE_BUILT_ENV},
            cwd=CHECKOUT,
            pass_fds=(listener.fileno(),),
            start_seconds=START_SECONDS,
        )
        for number in range(1, settings.web + 1)
    ]


def job_services(settings: Settings, env: Mapping[str, str]) -> list[Service]:
    workers = [f"worker-{number}" for number in range(1, settings.workers + 1)]
    modules = {**dict.fromkeys(workers, "jobs.worker"), "scheduler": "jobs.scheduler"}
    return [
        Service(name=name, argv=(sys.executable, "-m", module), env=env, cwd=CHECKOUT)
        for name, module in modules.items()
    ]


def simulator_service(settings: Settings, env: Mapping[str, str]) -> Service:
    address = ("--host", "127.0.0.1", "--port", str(settings.simulator_port))
    return Service(
        name="simulators",
        argv=(sys.executable, "-m", "uvicorn", *address, "--no-access-log", SIMULATORS_APP),
        ready=port_check(settings.simulator_port),
        env=env,
        cwd=CHECKOUT,
        start_seconds=START_SECONDS,
    )


def health_check(bind: str, port: int) -> Callable[[], bool]:
    host = "127.0.0.1" if bind in ("0.0.0.0", "") else bind

    def is_healthy() -> bool:
        connection = http.client.HTTPConnection(host, port, timeout=1.0)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    return is_healthy


def port_check(port: int) -> Callable[[], bool]:
    def answers() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
        except OSError:
            return False
        return True

    return answers
