"""`motcua due` answers as `POST /due` does, for people and for scripts."""

import argparse
import json

import pytest

from motcua.cli.commands import due

FRIDAY = [
    "--procedure", "1.004873", "--unit", "hai-duong.thanh-ha.thanh-son", "--received", "2023-09-29T15:31:00+07:00",
]  # fmt: skip
pytestmark = pytest.mark.usefixtures("seeded")


def asked(*words: str) -> int:
    parser = argparse.ArgumentParser()
    due.add_arguments(parser)
    return due.run(parser.parse_args(words))


@pytest.mark.requirement("R-109")
def test_a_script_reads_the_promise_as_json(capsys: pytest.CaptureFixture[str]):
    assert asked(*FRIDAY, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["due_at"], answer["due_strict"]) == ("2023-10-02T09:00:00+07:00", True)
    assert answer["reason"] == "programme_after_cutoff"
    assert len(answer["explanation"]) >= 2


def test_a_person_reads_the_promise_in_words(capsys: pytest.CaptureFixture[str]):
    assert asked(*FRIDAY) == 0
    assert "trước 09:00 ngày 02/10/2023" in capsys.readouterr().out


def test_the_wish_for_the_ordinary_appointment_is_heard(capsys: pytest.CaptureFixture[str]):
    asked(*FRIDAY, "--ordinary", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["reason"], answer["due_at"]) == ("by_wish", answer["ordinary_due_at"])


def test_an_incomplete_dossier_is_a_refusal_and_ends_with_one(capsys: pytest.CaptureFixture[str]):
    assert asked(*FRIDAY, "--incomplete", "--json") == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["refusal"]["code"] == "incomplete"
    assert "[incomplete]" in said.err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--received", "2023-09-29T15:31:00"],
        ["--received", "yesterday"],
        ["--received", "9999-12-31T23:00:00-14:00"],
        ["--channel", "fax"],
        ["--until", "later"],
        ["--nonsense"],
    ],
)
def test_a_wrong_word_is_wrong_usage(wrong: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        asked(*FRIDAY, *wrong)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_the_three_words_that_make_a_question_are_needed(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        asked("--unit", "hcmc.q11", "--json")
    assert ended.value.code == 2
    assert "--procedure" in capsys.readouterr().err
