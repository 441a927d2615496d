"""Is everything in the repository ours, and does nothing point where it should not?"""

import re

import pytest

from tests.architecture.source_tree import ROOT, kept_files

# Written in two halves, so that this file does not hold what it looks for.
REGISTRIES = [
    "py" + "pi.org", "pythonhosted" + ".org", "npm" + "js.org", "npm" + "js.com", "yarn" + "pkg.com",
    "crates" + ".io", "docker" + ".io", "ghcr" + ".io", "quay" + ".io", "deb.debian" + ".org", "jsdelivr" + ".net",
    "unpkg" + ".com", "cdn" + "js.com", "proxy.golang" + ".org", "googleapis" + ".com",
]  # fmt: skip
MACHINE_PATHS = ["/wo" + "rk/", "/tmp" + "/mc", "/ro" + "ot/", r"(?<!\w)/ho" + "me/"]
MACHINES_THAT_WRITE = [
    r"\bA" + r"I\b", "(?i:chat" + "gpt)", "(?i:open" + "ai)", "(?i:clau" + "de)", "(?i:anthro" + "pic)",
    "(?i:co" + "pilot)", r"\bLL" + r"Ms?\b", "(?i:language " + "model)", "(?i:sub" + "ag" + "ent)",
    r"(?i:(?<!user-)(?<!user_)\bag" + r"ents?\b)",
]  # fmt: skip
# An address in brackets is cut at its first colon.
HOSTS_WE_NAME = re.compile(
    r"(127\.0\.0\.1|localhost|\[|testserver|[\w.\-]*\bexample(\.\w+)*|([\w\-]+\.)*gov\.vn|www\.w3\.org|www\.omg\.org|"
    r"json-schema\.org|schemas\.openxmlformats\.org|spec\.openapis\.org|vanban\.chinhphu\.vn|\{.*|\$.*)"
)
BINARY = {".ico", ".png", ".webp", ".woff2", ".pdf", ".mo", ".dump"}


def texts() -> list[tuple[str, str]]:
    """Name and text of every kept file that people read."""
    names = [name for name in kept_files() if (ROOT / name).suffix not in BINARY]
    return [(name, (ROOT / name).read_text("utf-8", errors="replace")) for name in names]


def holding(patterns: list[str], files: list[tuple[str, str]]) -> list[str]:
    """Files and the word they hold."""
    return [
        f"{name}: {match.group()}"
        for name, text in files
        for pattern in patterns
        if (match := re.search(pattern, text))
    ]


def test_no_file_names_the_host_of_a_package_registry():
    assert holding([re.escape(host) for host in REGISTRIES], texts()) == []
    assert holding([re.escape(host) for host in REGISTRIES], [("x", "https://" + "py" + "pi.org/simple")])


def test_no_file_names_a_path_of_one_machine():
    assert holding(MACHINE_PATHS, texts()) == []
    assert holding(MACHINE_PATHS, [("x", "see /wo" + "rk/main")])


def test_files_speak_of_the_office_and_not_of_how_they_were_written():
    assert holding(MACHINES_THAT_WRITE, texts()) == []
    assert holding(MACHINES_THAT_WRITE, [("x", "made by an ag" + "ent")])
    assert not holding(MACHINES_THAT_WRITE, [("x", "the agency, User-" + "Ag" + "ent: browser")])


def test_every_address_is_a_local_one_a_standard_or_a_public_office():
    # A lock names the home pages of its packages; the data name the pages their facts were read from.
    hosts = {
        (name, match.group(1))
        for name, text in texts()
        if not name.endswith("package-lock.json") and not name.startswith("data/")
        for match in re.finditer(r"https?://([^/\s\"'<>)\]:,;`]+)", text)
    }
    assert sorted(f"{name}: {host}" for name, host in hosts if not HOSTS_WE_NAME.fullmatch(host)) == []


def test_no_third_party_asset_is_kept():
    fonts_and_archives = {
        ".ttf",
        ".otf",
        ".woff",
        ".woff2",
        ".eot",
        ".whl",
        ".zip",
        ".gz",
        ".tgz",
        ".exe",
        ".so",
        ".jar",
    }
    assert [name for name in kept_files() if (ROOT / name).suffix in fonts_and_archives] == []
    assert [name for name in kept_files() if name.endswith((".min.js", ".min.css"))] == []


def test_vietnamese_text_is_kept_composed():
    decomposed = re.compile("[A-Za-zĂÂĐÊÔƠƯăâđêôơư][\u0300\u0301\u0303\u0306\u0309\u0302\u031b\u0323]")
    assert [name for name, text in texts() if decomposed.search(text)] == []


@pytest.mark.parametrize("name", ["README.md", "requirements.txt", "requirements-test.txt"])
def test_what_a_newcomer_looks_for_is_there(name):
    assert name in kept_files()


def test_every_locked_package_carries_hashes():
    for name in ("requirements.txt", "requirements-test.txt"):
        blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text("utf-8").strip())
        assert [
            block.split("\n")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block
        ] == []
