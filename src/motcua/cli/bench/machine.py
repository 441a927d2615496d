"""On what was it measured? A figure without its machine is no figure."""

import os
import platform
import time
from pathlib import Path

from django.db import connection

from config import clock
from motcua.cli.bench.tables import version_of

_PEERS = ("businesstimedelta", "SpiffWorkflow", "django-viewflow", "simpy", "ciw")
_BLOCK = b"\0" * 8192


def machine_lines(*, asked: str, folder: Path | None, with_database: bool) -> list[str]:
    """Lines about the run and the machine, for the head of a document; no host name, no path."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    lines = [
        f"Run: `{asked}`, {clock.real_now():%Y-%m-%d %H:%M %z}.",
        f"Machine: {os.cpu_count()} cores, {_processor()}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; load average at the start {load}.",
    ]
    if with_database:
        lines.append(f"Database: {_database()}.")
    if folder is not None:
        lines.append(f"Disk: {syncs_a_second(folder):,.0f} fdatasync of 8 kB a second.")
    peers = ", ".join(f"{peer} {version_of(peer) or 'not installed'}" for peer in _PEERS)
    return [
        *lines,
        f"Libraries: Django {version_of('Django')}, psycopg {version_of('psycopg')}; peers: {peers}.",
    ]


def syncs_a_second(folder: Path, *, seconds: float = 0.5) -> float:
    """How often the disk of `folder` makes 8 kB durable in a second: commits are bound by it."""
    path = folder / "fsync.probe"
    with path.open("wb", buffering=0) as file:
        begun, count = time.perf_counter(), 0
        while time.perf_counter() - begun < seconds:
            file.seek(0)
            file.write(_BLOCK)
            getattr(os, "fdatasync", os.fsync)(file.fileno())
            count += 1
        took = time.perf_counter() - begun
    path.unlink()
    return count / took


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def _database() -> str:
    shown = []
    with connection.cursor() as cursor:
        for name in ("server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers"):
            cursor.execute(f"SHOW {name}")
            found = cursor.fetchone()
            shown.append(f"{name} {found[0]}" if found else name)
    return "PostgreSQL " + ", ".join(shown)
