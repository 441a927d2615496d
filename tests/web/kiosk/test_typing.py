"""The kiosk's own keyboard writes Vietnamese by Telex; its numbers go on without network: the scripts themselves."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
NODE = Path(sys.prefix) / "bin" / "node"
TYPED = {
    "ddaafu": "đầu", "Nguyeenx": "Nguyễn", "Thij": "Thị", "Ngocj": "Ngọc", "Huyeenf": "Huyền", "dduwowngf": "đường",
    "dduongwf": "đường", "hoaf": "hòa", "hoafn": "hoàn", "quyeenr": "quyển", "giays": "giáy", "giaays": "giấy",
    "Phuowngf": "Phường", "nguwowif": "người", "khuyur": "khuỷu", "thuys": "thúy", "Traanf": "Trần", "ass": "as",
    "aaa": "aa", "ddd": "dd", "cuwar": "cửa", "muaw": "mưa", "xoawn": "xoăn", "ngoaif": "ngoài", "gif": "gì",
    "quoocs": "quốc", "DDINHF": "ĐÌNH", "huwu": "hưu", "w": "ư", "Vieetj": "Việt", "truwowngf": "trường",
    "asz": "a", "luaatj": "luật", "yeeu": "yêu", "uoongs": "uống", "khoer": "khỏe", "xoas": "xóa", "oww": "ow",
    "xax": "xã", "DDawngs": "Đắng", "nghieengr": "nghiểng",
}  # fmt: skip
MONDAY = 1772415900000  # 08:45 on 02/03/2026 in Vietnam
KEPT = {
    "now": "2026-03-02T08:45:00+07:00", "day": "2026-03-02", "mark": "K", "last": {"A": 12}, "per_minute": 3,
    "groups": [{"id": 7, "letter": "A", "name": "Hộ tịch"}],
}  # fmt: skip


def run(script: str) -> Any:
    """What a script says that imports the kiosk's own."""
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(done.stdout)


def numbers(body: str) -> Any:
    return run(
        'import { clockOf, dayOf, heard, issued, merged } from "./frontend/js/kiosk_numbers.js";'
        f"const said = {json.dumps(KEPT)};"
        f"const here = {MONDAY};"
        'const wish = (key) => ({ key, groups: [7], reason: "" });'
        f"console.log(JSON.stringify((() => {{ {body} }})()));"
    )


@pytest.mark.requirement("R-027")
def test_words_come_out_as_they_are_typed_by_telex() -> None:
    made = run(
        'import { compose } from "./frontend/js/telex.js";'
        f"const typed = {json.dumps(list(TYPED))};"
        "console.log(JSON.stringify(typed.map((keys) => [...keys].reduce(compose, ''))));"
    )
    assert dict(zip(TYPED, made, strict=True)) == TYPED


def test_a_tone_on_a_key_of_its_own_is_set_and_taken_away() -> None:
    made = run(
        'import { marked } from "./frontend/js/telex.js";'
        "console.log(JSON.stringify([marked('hoan', '\\u0300'), marked('hoàn', '\\u0300'), marked('tr', '\\u0301')]));"
    )
    assert made == ["hoàn", "hoan", "tr"]


@pytest.mark.requirement("R-027")
def test_numbers_go_on_from_what_the_server_said_by_the_servers_clock() -> None:
    first, second, waiting = numbers(
        "const kept = heard(null, said, here - 3600_000);"  # this machine's clock is an hour late
        "const one = issued(kept, wish('a'), here - 3600_000);"
        "const two = issued(one.kept, wish('b'), here - 3600_000 + 60_000);"
        "return [one.ticket, two.ticket, two.kept.waiting.length];"
    )
    assert (first["code"], first["number"], first["issued_at"]) == ("AK013", 13, "2026-03-02T01:45:00.000Z")
    assert (second["code"], waiting) == ("AK014", 2)


def test_the_next_day_begins_at_one_and_too_many_in_a_minute_are_none() -> None:
    next_day, fourth, unknown = numbers(
        "const kept = heard(null, said, here);"
        "const morrow = issued(kept, wish('a'), here + 24 * 3600_000);"
        "let state = kept; for (const key of ['a', 'b', 'c']) state = issued(state, wish(key), here).kept;"
        "return [morrow.ticket.code, issued(state, wish('d'), here), issued(null, wish('a'), here)];"
    )
    assert (next_day, fourth, unknown) == ("AK001", None, None)


def test_what_was_handed_in_goes_and_what_came_meanwhile_stays() -> None:
    waiting, refused = numbers(
        "let state = heard(null, said, here);"
        "for (const key of ['a', 'b', 'c']) state = issued(state, wish(key), here).kept;"
        "const after = merged(state, { merged: [{ key: 'a' }], refused: [{ key: 'b', code: 'AK014', text: 'x' }] });"
        "return [after.waiting.map((one) => one.key), after.refused.map((one) => one.code)];"
    )
    assert (waiting, refused) == (["c"], ["AK014"])


def test_midnight_is_vietnams() -> None:
    assert numbers("return [dayOf(Date.parse('2026-03-01T17:00:00Z')), clockOf(here)];") == [
        "2026-03-02",
        "08:45",
    ]
