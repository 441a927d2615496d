"""What does a YAML file say? Safe, bounded, in NFC, and no key twice."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from motcua.core.refusals import refuse
from motcua.core.vntext import nfc

_MOST_BYTES = 20 * 1024 * 1024
_MOST_NODES = 2_000_000


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


def _mapping(path: Path, text: str) -> Mapping[str, Any]:
    try:
        data = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"dòng {mark.line + 1}: " if mark else ""
        raise _unreadable(path, f"{where}{getattr(error, 'problem', None) or error}") from error
    if not isinstance(data, Mapping) or _nodes(data) > _MOST_NODES:
        raise _unreadable(path, "phải là một nhóm mục ở mức ngoài cùng và không quá lớn")
    return data


def _nodes(data: Any) -> int:
    """How many values the data holds when written out; a file that repeats itself by reference stops early."""
    count, waiting = 0, [data]
    while waiting and count <= _MOST_NODES:
        value = waiting.pop()
        count += 1
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return count


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
