"""docs/signing.md: its snippets sign as the service does, its commands run, and its words are those of the code."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from handler.config.keyring import FRESH_SECONDS, RENEW_SECONDS
from handler.config.settings import WIDTHS
from handler.core.query_string import TRACKING, TRACKING_PREFIX
from handler.core.signing import LONGEST_KEY, SHORTEST_KEY, Address, verify
from handler.web.access.width_ladder import Ladder

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "signing.md").read_text()
VECTORS: list[dict[str, Any]] = json.loads((ROOT / "docs" / "signing-vectors.json").read_text())
ORIGIN = re.compile("^https://[^/]+(/live)?")
KEY = "a-key-of-the-tests-no-other"


class Language(NamedTuple):
    """How a snippet is run on JSON from standard input: a list of address, key and expires."""

    command: tuple[str, ...]
    file: str
    rest: str


LANGUAGES = {
    "js": Language(
        ("node",),
        "sign.mjs",
        "import { readFileSync } from 'node:fs';\n"
        "for (const [url, key, end] of JSON.parse(readFileSync(0))) console.log(sign(url, key, end ?? undefined));",
    ),
    "php": Language(
        ("php",),
        "sign.php",
        "foreach (json_decode(file_get_contents('php://stdin')) as $each) echo sign(...$each), PHP_EOL;",
    ),
    "ruby": Language(("ruby",), "sign.rb", "require 'json'\nJSON.parse($stdin.read).each { |each| puts sign(*each) }"),
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_snippet_signs_every_vector_as_the_service_does(name: str, tmp_path: Path) -> None:
    language = LANGUAGES[name]
    program = shutil.which(language.command[0])
    if program is None:
        pytest.skip(f"needs {language.command[0]} on PATH")
    (snippet,) = re.findall(rf"^```{name}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    (tmp_path / language.file).write_text(f"{snippet}\n{language.rest}\n")
    asked = [[ORIGIN.sub("", each["url"]), each["key"], each.get("expires")] for each in VECTORS]
    done = subprocess.run(
        [program, tmp_path / language.file], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [ORIGIN.sub("", each["signed"]) for each in VECTORS]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "handler", "sign", *arguments]
    settings = {name: text for name, text in os.environ.items() if not name.startswith("TINTYPE_")} | environment
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)


def test_the_command_prints_what_verifies_and_when_it_ends() -> None:
    urls = ("/images/bee.jpg?w=301&blur=4", "https://img.example.com/live/images/a.jpg")
    before = int(time.time())
    done = run(
        *urls,
        *("--expires", "86400"),
        TINTYPE_SIGNING_KEYS=f"{KEY},another-key-of-the-tests",
        TINTYPE_PUBLIC_URL="https://img.example.com/live/",
    )
    assert done.returncode == 0, done.stderr
    for url, signed in zip(urls, done.stdout.splitlines(), strict=True):
        assert signed.startswith(url)
        path, _, query = ORIGIN.sub("", signed).partition("?")
        assert verify(Address(path.encode(), query), (KEY,))
        until = int(re.search("expires=([0-9]+)", signed)[1])  # type: ignore[index]
        assert before <= until - 86400 <= time.time()


@pytest.mark.parametrize(
    ("status", "url", "settings", "said"),
    [
        (2, "/images/a.jpg", {}, "TINTYPE_SIGNING_KEYS is not set"),
        (2, "/images/a.jpg?s=x", {"TINTYPE_SIGNING_KEYS": KEY}, "already"),
        (2, "a.jpg", {"TINTYPE_SIGNING_KEYS": KEY}, "no address"),
        (2, "/images/a.jpg", {"TINTYPE_SIGNING_KEYS": "short"}, "16 to 256"),
        (
            1,
            "/images/a.jpg",
            {"TINTYPE_SIGNING_KEYS": "ssm:/none", "AWS_ENDPOINT_URL_SSM": "http://127.0.0.1:9"},
            "cannot be had",
        ),
    ],
)
def test_what_it_cannot_sign_it_says_in_a_line(status: int, url: str, settings: dict[str, str], said: str) -> None:
    done = run(url, **settings)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_page_names_what_the_code_has() -> None:
    words = " ".join(PAGE.split())
    for name in (*TRACKING, f"{TRACKING_PREFIX}*"):
        assert f"`{name}`" in PAGE
    snippets = re.findall(r"\^?(?:\\A)?\(utm_\|\(([a-z_|]+)\)", PAGE)
    assert [set(names.split("|")) for names in snippets] == [TRACKING] * 3
    assert f"each of {SHORTEST_KEY} to {LONGEST_KEY} printable" in words
    assert (FRESH_SECONDS, RENEW_SECONDS) == (300, 60)
    assert "again every five minutes, and at most once a minute" in words
    widths = len([width for width in Ladder(WIDTHS, (), ()).widths if width <= 10_000])
    assert f"{widths} renders and {10_000 - widths:,} refusals" in words


def test_the_page_shows_the_text_that_is_signed_of_its_own_example() -> None:
    from handler.core.signing import canonical

    (text,) = re.findall(r"^    (/images/\S+)$", PAGE, re.MULTILINE)
    path, _, query = text.partition("?")
    turned = "&".join(reversed(query.split("&")))
    assert canonical(Address(path.encode(), turned)) == text
