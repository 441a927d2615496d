"""Which recordings can a call be joined from, and how do they become one WAV?"""

import io
import math
import struct
import wave
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from motcua.queueing.speech import CHIME, CLIPS

# Every clip: one channel, 16 bits, 22,050 samples a second, as speech programs write and any recorder can.
CHANNELS, BYTES_A_SAMPLE, RATE = 1, 2, 22_050
LONGEST_SECONDS = 6
# Below the voice folder: made by a program, recorded by a person. A whole recording goes before what was made.
MADE, RECORDED = "may", "nguoi"
_CHIME_NOTES = ((659.26, 0.28), (523.25, 0.55))  # Hz, seconds: mi, do


@dataclass(frozen=True, slots=True)
class Voice:
    """A folder that has every clip; `stamp` changes when the folder is replaced."""

    folder: Path
    stamp: str


def voice_in(folder: Path) -> Voice | None:
    """The voice that calls are spoken with; None while there is none."""
    for name in (RECORDED, MADE):
        try:
            found = (folder / name).stat()
        except OSError:
            continue
        return Voice(folder / name, f"{name}-{found.st_ino:x}{found.st_mtime_ns:x}")
    return None


def joined(voice: Voice, clips: Sequence[str]) -> bytes:
    """One WAV of the clips, one after the other. Raises OSError or ValueError where one is lost or broken."""
    return wav(b"".join(_samples(voice.folder / f"{name}.wav", voice.stamp) for name in clips))


def wav(samples: bytes) -> bytes:
    """Samples in our form as a WAV file."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(CHANNELS)
        file.setsampwidth(BYTES_A_SAMPLE)
        file.setframerate(RATE)
        file.writeframes(samples)
    return made.getvalue()


def chime() -> bytes:
    """Two soft notes, as a WAV file: people look up before the number comes."""
    return wav(b"".join(_note(pitch, seconds) for pitch, seconds in _CHIME_NOTES))


def faults_of(folder: Path) -> list[str]:
    """What keeps a folder from being a voice, a sentence for each clip; empty when it is one."""
    return [fault for name in (CHIME, *CLIPS) if (fault := _fault(folder / f"{name}.wav"))]


def samples_of(path: Path) -> bytes:
    """The samples of one clip. Raises OSError, ValueError for a form that is not ours."""
    try:
        with wave.open(str(path), "rb") as file:
            _refuse_other_form(file)
            return file.readframes(file.getnframes())
    except (wave.Error, EOFError) as broken:
        raise ValueError("không phải tệp WAV dạng PCM") from broken


@lru_cache(maxsize=256)
def _samples(path: Path, stamp: str) -> bytes:
    """Read once while the voice is the same (`stamp`): a call must not wait for the disk."""
    return samples_of(path)


def _refuse_other_form(file: wave.Wave_read) -> None:
    form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
    if form != (CHANNELS, BYTES_A_SAMPLE, RATE):
        raise ValueError(f"có {form[0]} kênh, {form[1] * 8} bit, {form[2]} Hz; cần 1 kênh, 16 bit, {RATE} Hz")
    if not 0 < file.getnframes() <= LONGEST_SECONDS * RATE:
        raise ValueError(f"phải dài hơn 0 và không quá {LONGEST_SECONDS} giây")


def _fault(path: Path) -> str:
    if not path.is_file():
        return f"Thiếu {path.name} ({CLIPS.get(path.stem, 'tiếng chuông')})."
    try:
        samples_of(path)
    except (OSError, ValueError) as why:
        return f"{path.name}: {why}."
    return ""


def _note(pitch: float, seconds: float) -> bytes:
    count = int(seconds * RATE)
    return _packed(
        int(9000 * math.exp(-4 * place / count) * math.sin(2 * math.pi * pitch * place / RATE))
        for place in range(count)
    )


def _packed(values: Iterable[int]) -> bytes:
    return b"".join(struct.pack("<h", value) for value in values)
