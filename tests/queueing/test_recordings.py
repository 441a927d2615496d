"""Which recordings make a voice, and is a joined call as long as its parts?"""

import array
import io
import wave
from pathlib import Path

import pytest

from motcua.queueing.recordings import (
    MADE,
    RATE,
    RECORDED,
    chime,
    faults_of,
    joined,
    samples_of,
    voice_in,
    wav,
)
from motcua.queueing.speech import CHIME, CLIPS, call_clips


def lay_voice(folder: Path, *, length: int = 100) -> None:
    """A voice whose clips are each a little longer than the one before."""
    folder.mkdir(parents=True)
    for place, name in enumerate((CHIME, *CLIPS)):
        (folder / f"{name}.wav").write_bytes(wav(bytes([place, 0]) * (length + place)))


def frames(sound: bytes) -> int:
    with wave.open(io.BytesIO(sound)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return int(file.getnframes())


def test_a_call_is_its_clips_one_after_the_other_and_nothing_else(tmp_path):
    lay_voice(tmp_path / MADE)
    voice = voice_in(tmp_path)
    assert voice is not None
    clips = call_clips("A042", 3)
    parts = [samples_of(voice.folder / f"{name}.wav") for name in clips]
    sound = joined(voice, clips)
    assert frames(sound) == sum(len(part) for part in parts) // 2
    assert sound.endswith(b"".join(parts))


def test_a_persons_recording_goes_before_what_was_made(tmp_path):
    assert voice_in(tmp_path) is None
    lay_voice(tmp_path / MADE)
    made = voice_in(tmp_path)
    lay_voice(tmp_path / RECORDED, length=300)
    recorded = voice_in(tmp_path)
    assert made is not None
    assert recorded is not None
    assert (made.folder.name, recorded.folder.name) == (MADE, RECORDED)
    assert made.stamp != recorded.stamp
    assert frames(joined(recorded, call_clips("B1", 2))) > frames(joined(made, call_clips("B1", 2)))


def test_a_whole_voice_has_no_fault_and_every_other_is_told_clip_by_clip(tmp_path):
    voice = tmp_path / "giong"
    lay_voice(voice)
    assert faults_of(voice) == []
    (voice / "so-4.wav").unlink()
    (voice / "moi.wav").write_bytes(b"not a sound")
    with wave.open(str(voice / "so-5.wav"), "wb") as stereo:
        stereo.setnchannels(2)
        stereo.setsampwidth(2)
        stereo.setframerate(44_100)
        stereo.writeframes(b"\0" * 400)
    (voice / "so-6.wav").write_bytes(wav(b""))
    (voice / "so-7.wav").write_bytes(wav(b"\0\0" * RATE * 7))
    assert sorted(faults_of(voice)) == [
        "Thiếu so-4.wav (bốn).",
        "moi.wav: không phải tệp WAV dạng PCM.",
        "so-5.wav: có 2 kênh, 16 bit, 44100 Hz; cần 1 kênh, 16 bit, 22050 Hz.",
        "so-6.wav: phải dài hơn 0 và không quá 6 giây.",
        "so-7.wav: phải dài hơn 0 và không quá 6 giây.",
    ]


def test_the_chime_is_a_clip_like_the_others_and_not_deafening(tmp_path):
    (tmp_path / "chuong.wav").write_bytes(chime())
    samples = samples_of(tmp_path / "chuong.wav")
    loudest = max(abs(value) for value in array.array("h", samples))
    assert 1_000 < loudest < 20_000


def test_a_clip_lost_after_the_voice_was_found_is_a_plain_fault(tmp_path):
    lay_voice(tmp_path / MADE)
    voice = voice_in(tmp_path)
    assert voice is not None
    (voice.folder / "so-9.wav").unlink()
    with pytest.raises(OSError, match="so-9"):
        joined(voice, call_clips("A9", 1))
