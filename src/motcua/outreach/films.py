"""Which guide films does a unit show between two calls? Files it laid in its folder, each with its subtitles."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

FOR_ALL = "chung"  # the folder for every unit, beside one for each
KINDS = {".mp4": "video/mp4", ".webm": "video/webm"}
_MOST_FILMS = 40
_LONGEST_WORDS = 1_000_000  # bytes
_WORDS_BEGIN = ("WEBVTT", "\ufeffWEBVTT")


@dataclass(frozen=True, slots=True)
class Film:
    """A film with Vietnamese subtitles; without a title it is called as its file, without the ending."""

    folder: str
    path: Path
    title: str = ""

    @property
    def name(self) -> str:
        return self.title or self.path.stem

    @property
    def words(self) -> Path:
        """Its subtitles (WebVTT), beside it under the same name."""
        return self.path.with_suffix(".vtt")

    @property
    def kind(self) -> str:
        return KINDS[self.path.suffix.lower()]

    @property
    def address(self) -> str:
        return f"/man-hinh/phim/{quote(self.folder)}/{quote(self.path.name)}"

    @property
    def words_address(self) -> str:
        return f"/man-hinh/phim/{quote(self.folder)}/{quote(self.words.name)}"


def films_of(unit_id: str) -> tuple[Film, ...]:
    """The unit's own films and those for everybody, by their names."""
    return tuple(film for folder in (unit_id, FOR_ALL) for film in _in_folder(folder) if not _fault(film))


def left_out(unit_id: str) -> list[str]:
    """Which films are not shown, and why: a sentence for each."""
    found = (film for folder in (unit_id, FOR_ALL) for film in _in_folder(folder))
    return [f"{film.path.name}: {fault}" for film in found if (fault := _fault(film))]


def file_of(folder: str, name: str) -> Path | None:
    """The file of an address: a film that is shown or its subtitles, nothing else that lies there."""
    shown = [film for film in _in_folder(folder) if not _fault(film)]
    return next((path for film in shown for path in (film.path, film.words) if path.name == name), None)


def _in_folder(folder: str) -> list[Film]:
    """Nothing hidden, nothing below, nothing that leads elsewhere."""
    root = Path(settings.FILM_FOLDER)
    place = root / folder
    if not folder or place.parent != root or folder.startswith(".") or not place.is_dir():
        return []
    found = sorted(path for path in place.iterdir() if path.suffix.lower() in KINDS and _is_plain(path))
    return [Film(folder, path) for path in found[:_MOST_FILMS]]


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")


def _fault(film: Film) -> str:
    if not _is_plain(film.words):
        return f"thiếu phụ đề {film.words.name}"
    found = film.words.stat()
    return _fault_of_words(film.words, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=256)
def _fault_of_words(words: Path, size: int, changed: int) -> str:
    """Read once while the file stays as it is (`changed`): a call must not wait for the films' subtitles."""
    if size > _LONGEST_WORDS:
        return f"phụ đề {words.name} quá lớn"
    try:
        begins = words.read_text("utf-8")[:7]
    except (OSError, UnicodeDecodeError):
        return f"phụ đề {words.name} không phải chữ UTF-8"
    return "" if begins.startswith(_WORDS_BEGIN) else f"phụ đề {words.name} không phải WebVTT"
