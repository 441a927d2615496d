"""How are PostgreSQL's own tools run against a database, without its password on a command line?"""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from config.database import databases_from
from motcua.cli.server_user import PROGRAMS
from motcua.core.refusals import refuse

_LAST_LINES = 3


def connect(url: str) -> "psycopg.Connection[tuple[Any, ...]]":
    """A connection of its own, beside Django's; each statement commits by itself unless told otherwise."""
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    settings = databases_from({"DATABASE_URL": url})["default"]
    return psycopg.connect(
        autocommit=True, **{key: settings[name] for key, name in names.items() if settings[name]}
    )


def refuse_newer_server(url: str) -> None:
    """Refused: `postgres_newer` where the tools are older than the server: they would not understand it."""
    banner = subprocess.run([PROGRAMS / "pg_dump", "--version"], capture_output=True, text=True, check=True)
    ours = int(banner.stdout.split()[-1].split(".")[0])
    with connect(url) as connection:
        theirs = connection.info.server_version // 10000
    if theirs > ours:
        raise refuse(
            "postgres_newer",
            f"Máy chủ PostgreSQL là bản {theirs}, công cụ sao lưu đi kèm là bản {ours} nên không đọc được. "
            f"Hãy dùng pg_dump và pg_restore bản {theirs} của máy chủ đó.",
        )


def run_tool(name: str, *words: str | Path, url: str) -> str:
    """Run a tool to its end. Gives "" when all went well, else the last lines of what it said."""
    done = subprocess.run(
        [PROGRAMS / name, *words],
        env={**_locale(), **_address(url)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return ""
    said = done.stderr.strip().splitlines()[-_LAST_LINES:]
    return " ".join(said) or f"{name} dừng giữa chừng (mã {done.returncode})"


def _locale() -> Mapping[str, str]:
    return {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}


def _address(url: str) -> dict[str, str]:
    """What libpq reads from the environment: other people of the machine do not see it."""
    settings = databases_from({"DATABASE_URL": url})["default"]
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    return {variable: settings[name] for name, variable in names.items() if settings[name]}
