"""Is the service in order? Versions, and whether the database answers and is migrated."""

import platform
from functools import cache

import django
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest
from ninja import Router, Status

import motcua
from motcua.api.problems import Problem, Said
from motcua.api.shapes import ShapeOut

router = Router(tags=["Hệ thống"])


class Health(ShapeOut):
    """Versions of what runs here."""

    status: str
    version: str
    python: str
    django: str
    postgresql: str


@router.get("/health", auth=None, response={200: Health, 503: Problem}, summary="Hệ thống có sẵn sàng không?")
def health(request: HttpRequest) -> Status[Health | Problem]:
    """200 khi cơ sở dữ liệu trả lời và đã đủ cấu trúc; 503 kèm lý do khi chưa. Không cần mã truy cập."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except OperationalError:
        return _not_ready("database_down", "Cơ sở dữ liệu không trả lời. Hãy xem nhật ký PostgreSQL.")
    waiting = _migrations() - applied.keys()
    if waiting:
        text = f"Còn {len(waiting)} bước cập nhật cấu trúc dữ liệu. Hãy chạy lại lệnh up."
        return _not_ready("not_migrated", text)
    number = connection.cursor().connection.info.server_version
    return Status(
        200,
        Health(
            status="ok",
            version=motcua.VERSION,
            python=platform.python_version(),
            django=django.get_version(),
            postgresql=f"{number // 10000}.{number % 10000}",
        ),
    )


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """The migrations that this code brings; they do not change while it runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _not_ready(code: str, text: str) -> Status[Health | Problem]:
    return Status(503, Problem(refusal=Said(code=code, text=text)))
