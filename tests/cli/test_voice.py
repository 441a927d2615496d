"""Where does the hall's voice come from?"""

import shutil
from pathlib import Path

import pytest

from motcua.cli.voices import drop_recording, make_voice, take_recording
from motcua.core.refusals import Refused
from motcua.queueing.recordings import MADE, RATE, RECORDED, faults_of, joined, samples_of, voice_in
from motcua.queueing.speech import CHIME, CLIPS, call_clips
from tests.cli.served import command


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A voice folder with what espeak-ng spoke."""
    folder = tmp_path_factory.mktemp("voice") / "giong-doc"
    assert make_voice(folder) == len(CLIPS) + 1
    return folder


@pytest.mark.needs_espeak
def test_the_machine_speaks_every_clip_in_vietnamese_without_a_network(made):
    assert faults_of(made / MADE) == []
    voice = voice_in(made)
    assert voice is not None
    clips = call_clips("A042", 3)
    parts = [len(samples_of(voice.folder / f"{name}.wav")) for name in clips]
    assert len(joined(voice, clips)) - 44 == sum(parts)  # 44: the head of a WAV file
    assert min(parts) > RATE * 2 // 10, "a word is never shorter than a tenth of a second"
    assert len({(voice.folder / f"{name}.wav").read_bytes() for name in CLIPS}) > 40, "words differ"


@pytest.mark.needs_espeak
def test_a_recording_takes_the_place_of_the_machine_and_gives_it_back(made, tmp_path):
    source = tmp_path / "thu-am"
    shutil.copytree(made / MADE, source)
    (source / f"{CHIME}.wav").unlink()  # who brings no chime keeps ours
    take_recording(source, made)
    voice = voice_in(made)
    assert voice is not None
    assert voice.folder.name == RECORDED
    assert drop_recording(made)
    assert not drop_recording(made)


@pytest.mark.needs_espeak
def test_a_recording_with_a_hole_is_refused_and_the_voice_in_use_stays(made, tmp_path):
    source = tmp_path / "thu-am"
    shutil.copytree(made / MADE, source)
    (source / "so-4.wav").unlink()
    before = voice_in(made)
    with pytest.raises(Refused) as refused:
        take_recording(source, made)
    assert refused.value.refusal.code == "recording_faults"
    assert "Thiếu so-4.wav (bốn)." in refused.value.refusal.text
    assert voice_in(made) == before
    assert sorted(path.name for path in made.iterdir()) == [MADE]


def test_without_the_speaking_program_it_is_said_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused) as refused:
        make_voice(tmp_path / "giong-doc")
    assert refused.value.refusal.code == "espeak_absent"
    assert "apt-get install espeak-ng" in refused.value.refusal.text


@pytest.mark.needs_espeak
def test_the_command_makes_the_voice_into_the_data_folder(tmp_path):
    said = command("voice", "--data", str(tmp_path / "var"))
    assert (said.code, said.out) == (0, f"Đã tạo giọng máy: {len(CLIPS) + 1} đoạn.\n"), said.err
    assert voice_in(tmp_path / "var" / "giong-doc") is not None
    empty = command("voice", "--data", str(tmp_path / "var"), "--from", str(tmp_path))
    assert empty.code == 1
    assert "Thiếu moi.wav" in empty.err


def test_the_words_to_record_are_told(tmp_path):
    said = command("voice", "--data", str(tmp_path / "var"), "--words")
    assert "so-4.wav\tbốn\n" in said.out
