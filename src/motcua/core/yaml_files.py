"""What does a YAML file say? Safe, bounded, in NFC, and no key twice."""

import hashlib
import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from motcua.core.refusals import refuse
from motcua.core.vntext import nfc

_MOST_BYTES = 20 * 1024 * 1024
_MOST_NODES = 2_000_000
_PLAIN = (str, int, float, date, type(None))  # a bool is an int


class _Loader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """The safe loader, which takes no key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(mapping) != len(node.value):
            raise yaml.constructor.ConstructorError(problem="khóa ghi trùng", problem_mark=node.start_mark)
        return mapping


def read_yaml(path: Path) -> Mapping[str, Any]:
    """The mapping a file holds. Refused: `file_missing`, `file_too_big`, `file_unreadable`."""
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise refuse("file_too_big", f"Tệp {path.name} lớn hơn 20 MB. Hãy chia nhỏ rồi nạp lại.")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(path, "không phải văn bản UTF-8") from error
    except OSError as error:
        raise refuse(
            "file_missing", f"Không đọc được tệp {path.name} ({error.strerror}). Hãy kiểm tra đường dẫn."
        ) from error
    return _mapping(path, nfc(text))


def read_yaml_text(text: str, name: str) -> Mapping[str, Any]:
    """The same for a text that somebody typed; `name` is what a refusal calls it. Refused: `file_unreadable`."""
    return _mapping(Path(name), nfc(text))


def _mapping(path: Path, text: str) -> Mapping[str, Any]:
    try:
        data = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"dòng {mark.line + 1}: " if mark else ""
        raise _unreadable(path, f"{where}{getattr(error, 'problem', None) or error}") from error
    if not isinstance(data, Mapping):
        raise _unreadable(path, "phải là một nhóm mục ở mức ngoài cùng")
    if (fault := _fault(data)) is not None:
        raise _unreadable(path, fault)
    return data


def _fault(data: Mapping[Any, Any]) -> str | None:
    """What JSON cannot hold, or more values than a file may have (one that repeats itself by reference)."""
    count, waiting = 0, [data]
    while waiting:
        value: Any = waiting.pop()
        count += 1
        if count > _MOST_NODES:
            return "có quá nhiều giá trị"
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif not isinstance(value, _PLAIN) or (isinstance(value, float) and not math.isfinite(value)):
            return f"có giá trị không dùng được ({type(value).__name__})"
    return None


def file_digest(paths: list[Path]) -> str:
    """One hash over the contents of files."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _unreadable(path: Path, what: str) -> Exception:
    return refuse(
        "file_unreadable", f"Không đọc được tệp {path.name}: {what}. Hãy sửa theo mẫu trong thư mục data/."
    )
