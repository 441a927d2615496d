"""Where does the voice of the hall come from? Clips made by espeak-ng on this machine, or a person's recording."""

import array
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.core.refusals import refuse
from motcua.queueing.recordings import CHANNELS, MADE, RECORDED, chime, faults_of, samples_of, wav
from motcua.queueing.speech import CHIME, CLIPS

PROGRAM, PACKAGE = "espeak-ng", "espeak-ng"
# Slower than a conversation: the hall is noisy and many who listen are old.
_HOW = ("-v", "vi", "-s", "130", "-a", "160")
_SECONDS = 20
_QUIET = 300  # of 32,768: below it nobody hears anything
_PAUSE = 1_100  # samples left after a word, a twentieth of a second
_MOST_FAULTS_TOLD = 8


def can_be_made() -> bool:
    """Whether this machine has the program that speaks."""
    return shutil.which(PROGRAM) is not None


def make_voice(folder: Path) -> int:
    """Speak every clip into the voice folder, in place of those made before; gives how many.

    Refused: `espeak_absent`, `espeak_failed`.
    """
    if not can_be_made():
        raise refuse(
            "espeak_absent",
            f"Máy này chưa có chương trình đọc {PROGRAM}. Hãy cài bằng: apt-get install {PACKAGE}, rồi chạy lại "
            "./motcua voice; hoặc dùng giọng người thu: ./motcua voice --from THƯ_MỤC.",
        )
    with _replacing(folder / MADE) as fresh:
        for name, text in CLIPS.items():
            _speak(text, fresh / f"{name}.wav")
        (fresh / f"{CHIME}.wav").write_bytes(chime())
        _refuse_faults(fresh)
    return len(CLIPS) + 1


def take_recording(source: Path, folder: Path) -> int:
    """Take a person's recording as the voice from now on; gives how many clips. Refused: `recording_faults`.

    Where it brings no chime the product's own goes before each call.
    """
    with _replacing(folder / RECORDED) as fresh:
        for name in (CHIME, *CLIPS):
            if (source / f"{name}.wav").is_file():
                shutil.copyfile(source / f"{name}.wav", fresh / f"{name}.wav")
        if not (fresh / f"{CHIME}.wav").exists():
            (fresh / f"{CHIME}.wav").write_bytes(chime())
        _refuse_faults(fresh)
    return len(CLIPS) + 1


def drop_recording(folder: Path) -> bool:
    """Go back to the voice that was made; tells whether there was a recording."""
    had = (folder / RECORDED).is_dir()
    shutil.rmtree(folder / RECORDED, ignore_errors=True)
    return had


@contextmanager
def _replacing(place: Path) -> Iterator[Path]:
    """A folder beside its place that takes it at the end of the block, or is gone with what went wrong."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        yield fresh
        before = fresh.with_name(f"{fresh.name}.old")
        if place.exists():
            place.rename(before)
        fresh.rename(place)
        shutil.rmtree(before, ignore_errors=True)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _speak(text: str, target: Path) -> None:
    """One clip without the silence around it, so that a joined call does not drag."""
    done = subprocess.run(
        [PROGRAM, *_HOW, "-w", str(target), text],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode or not target.is_file():
        raise refuse(
            "espeak_failed",
            f"{PROGRAM} không đọc được “{text}”: {done.stderr.strip()[:200] or 'không có âm thanh'}. "
            f"Hãy cài lại gói {PACKAGE} (có giọng tiếng Việt) rồi chạy lại.",
        )
    try:
        target.write_bytes(wav(_trimmed(samples_of(target))))
    except ValueError as why:
        raise refuse(
            "espeak_failed", f"{PROGRAM} cho âm thanh lạ ({why}). Hãy cài lại gói {PACKAGE}."
        ) from why


def _trimmed(samples: bytes) -> bytes:
    heard = array.array("h", samples)
    loud = [place for place, value in enumerate(heard) if abs(value) > _QUIET]
    if not loud:
        raise ValueError("chỉ có khoảng lặng")
    kept = heard[loud[0] : loud[-1] + 1]
    kept.extend([0] * _PAUSE * CHANNELS)
    return kept.tobytes()


def _refuse_faults(folder: Path) -> None:
    faults = faults_of(folder)
    if faults:
        more = len(faults) - _MOST_FAULTS_TOLD
        told = "\n".join(f"    {fault}" for fault in faults[:_MOST_FAULTS_TOLD])
        rest = f"\n    … và {more} tệp nữa." if more > 0 else ""
        raise refuse(
            "recording_faults",
            f"Bộ giọng đọc chưa dùng được, giọng đang dùng giữ nguyên:\n{told}{rest}\n"
            "Hãy sửa các tệp rồi chạy lại; danh sách câu cần thu: ./motcua voice --words.",
        )
