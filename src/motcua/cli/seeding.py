"""What stands in a new database? The catalogue, the programmes, and in the demonstration its people.

Everything comes from the files of data/; their hash is kept, so that an unchanged start reads nothing.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.cli.demonstration import PEOPLE_FILE, add_people, lend_home_service, lend_postal_unit, lend_seals
from motcua.cli.kinds import lend_what_is_missing, load
from motcua.core.reading import LoadReport
from motcua.core.refusals import refuse
from motcua.core.yaml_files import file_digest, read_yaml
from motcua.legal_basis.models import LoadedFile

DATA = Path(settings.ROOT) / "data"
_FILES = (
    ("levels.yaml", "Cấp chính quyền"),
    ("rule_sets.yaml", "Bộ quy định theo thời gian"),
    ("calendar.yaml", "Lịch làm việc"),
    ("units.yaml", "Cơ quan, đơn vị"),
    ("online_intake.yaml", "Nơi nộp trực tuyến"),
    ("national_procedures.yaml", "Tên thủ tục theo danh mục quốc gia"),
    ("procedures.yaml", "Danh mục thủ tục"),
    ("programmes.yaml", "Chương trình trong ngày, danh sách 4 tại chỗ"),
    ("campaign_results_hcmc_2022.yaml", "Kết quả Tháng hành động 2022 (số liệu in trong văn bản)"),
    ("on_the_spot.yaml", "Kế hoạch 4 tại chỗ (minh họa)"),
    ("notices.yaml", "Lời báo cho người dân"),
)
_TEMPLATES, _FORMS = "templates", "online_forms"
_ACCOUNTS, _HALL = "receiving_accounts.yaml", "hall.yaml"
_SEED, _SEED_PEOPLE = "data/", "data/demonstration.yaml"


def seed(*, empty: bool, at: datetime) -> list[str]:
    """Load what is new in data/; with `empty` no demonstration people. Lines on what was done.

    All or nothing. Refused: `seed_refused` where a file of data/ has a fault.
    """
    with transaction.atomic():
        lines = _load_files(at)
        if not empty:
            lines += _load_people(at)
            if lent := lend_seals(at=at):
                lines.append(f"Con dấu minh họa: thêm {lent}")
            if lent := lend_postal_unit():
                lines.append(f"Nhân viên bưu chính minh họa: thêm {lent}")
            if lent := lend_home_service(at=at):
                lines.append(f"Cho phép làm việc tại nhà (minh họa): thêm {lent}")
        return lines


def _load_files(at: datetime) -> list[str]:
    templates, forms = (sorted((DATA / folder).glob("*.yaml")) for folder in (_TEMPLATES, _FORMS))
    digest = file_digest([*(DATA / name for name, _ in _FILES), *templates, *forms])
    if _is_loaded(_SEED, digest):
        return []
    lines = [_timed(title, partial(_load_file, name, at)) for name, title in _FILES]
    lines.append(_timed("Mẫu kết quả", lambda: _load_folder(templates, at)))
    lines.append(_timed("Mẫu điền trực tuyến", lambda: _load_folder(forms, at)))
    lines.append(_timed("Quy trình nội bộ minh họa", lambda: f"thêm {lend_what_is_missing()}"))
    _keep(_SEED, digest, at)
    return lines


def _load_file(name: str, at: datetime) -> str:
    report: LoadReport = load(read_yaml(DATA / name), file=name, at=at, lend=True)
    if report.refused:
        raise refuse("seed_refused", "\n".join(report.lines()))
    return f"thêm {len(report.added)}, đổi {len(report.changed)}, giữ nguyên {report.unchanged}"


def _load_folder(files: Sequence[Path], at: datetime) -> str:
    for file in files:
        _load_file(f"{file.parent.name}/{file.name}", at)
    return f"{len(files)} mẫu"


def _load_people(at: datetime) -> list[str]:
    digest = file_digest([PEOPLE_FILE, DATA / "units.yaml", DATA / _ACCOUNTS, DATA / _HALL])
    if _is_loaded(_SEED_PEOPLE, digest):
        return []
    data: Mapping[str, Any] = read_yaml(PEOPLE_FILE)
    line = _timed("Người dùng minh họa", lambda: f"{add_people(data, at=at)} người")
    accounts = _timed("Tài khoản nhận tiền minh họa", partial(_load_file, _ACCOUNTS, at))
    hall = _timed("Sảnh minh họa", partial(_load_file, _HALL, at))
    _keep(_SEED_PEOPLE, digest, at)
    return [line, accounts, hall]


def _timed(title: str, work: Callable[[], str]) -> str:
    begun = time.perf_counter()
    done = work()
    return f"{title}: {done} ({time.perf_counter() - begun:.1f} giây)"


def _is_loaded(name: str, digest: str) -> bool:
    return LoadedFile.objects.filter(name=name, sha256=digest).exists()


def _keep(name: str, digest: str, at: datetime) -> None:
    LoadedFile.objects.update_or_create(name=name, defaults={"sha256": digest, "loaded_at": at})
