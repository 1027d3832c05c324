"""What the playground gives to copy, held against the service: every address in it answers, every program runs.

The texts are made by the page's own modules, in node.
"""

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from keyword import iskeyword
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit
from urllib.request import urlopen

import pytest
from PIL import Image

from handler.client.words import MADE, WORDS
from handler.dialects.native.vocabulary import vocabulary
from tests.conftest import SAMPLES
from tests.support.client_pages import Tags
from tests.support.processes.playground_page import application, small_samples
from tests.support.requests.returning_images_page import serving
from tests.support.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "handler" / "web" / "playground" / "static"
MAKER = ROOT / "tests" / "support" / "playground.mjs"
NODE = shutil.which("node") or ""
IDS = ("url", "img", "picture", "curl", "python", "js", "next")
HARD_KEY = 'it\'s a "bee" & <i>100%.jpg'

pytestmark = pytest.mark.skipif(not NODE, reason="the page is JavaScript, and node is not here")


MARKUP = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "setHTML",
    "document.write",
    "eval(",
    "new Function",
    "onclick=",
)
"""What makes markup or a program of a text."""


class Shown(NamedTuple):
    """A picture of the playground. widths: of its candidates in pixels, or their densities."""

    key: str
    query: str
    widths: tuple[int | str, ...]
    generated: str = ""

    @property
    def described(self) -> list[tuple[str, int | None]]:
        """Descriptor and width of each candidate."""
        return [(f"{each}w", each) if isinstance(each, int) else (each, None) for each in self.widths]

    @property
    def state(self) -> dict[str, object]:
        start = f"generate/{self.generated}" if self.generated else f"images/{quote(self.key)}"
        told = {"key": self.key, "generated": self.generated, "query": self.query, "uploaded": None}
        return {**told, "path": f"{start}?{self.query}" if self.query else start}


SHOWN = [
    Shown("bee.jpg", "w=100", (50, 100, 150, 200)),
    Shown("bee.jpg", "w=200", (100, 200, 300, 320)),  # as wide as the source at most
    Shown("bee.jpg", "w=120&h=80&fit=crop&crop=top,left", (60, 120, 180, 240)),
    Shown("bee.jpg", "w=120&h=0.25&fit=crop", (60, 120, 180, 240)),
    Shown("bee.jpg", "h=80", (50, 100, 150, 200)),
    Shown("bee.jpg", "w=0.25&fm=webp", (40, 80, 120, 160)),
    Shown("bee.jpg", "w=60&dpr=2&q=60", (60, 120, 180, 240)),
    Shown("bee.jpg", "w=100&pad=10&bg=ff000080", (60, 120, 180, 240)),
    Shown("bee.jpg", "fm=webp&lossless=true", (80, 160, 240, 320)),
    Shown("bee.jpg", "trim=auto&w=100", ("1x", "1.5x", "2x")),
    Shown("moving.gif", "w=40", (20, 40, 60, 80)),
    Shown("bee.jpg", "rect=0,0,200,200", (50, 100, 150, 200)),
    Shown(HARD_KEY, "w=100&txt=it's%20%22a%22%20%26%20%3Cb%3E&or=6", (50, 100, 150, 200)),
    Shown("", "text=it's%20%22%3Ca%3E%22%20%26%20b&w=200", (100, 200, 232), "qr"),
]
WRONG = Shown("bee.jpg", "w=abc", ())
POSTED: dict[str, Any] = {"key": "", "generated": "", "path": "render", "query": "w=120&fm=webp&txt=a;b"}
POSTED["uploaded"] = {"name": 'it\'s "mine"; x.jpg'}
PICTURED = [SHOWN[at] for at in (0, 8, 9, 10, 12, 13)]
FETCHED = [SHOWN[at] for at in (8, 10, 12, 13)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = small_samples(tmp_path_factory.mktemp("pictures"))
    first, *more = [Image.new("RGB", (160, 80), colour) for colour in ("red", "green", "blue")]
    first.save(folder / "moving.gif", save_all=True, append_images=more, duration=100)
    shutil.copy(folder / "bee.jpg", folder / HARD_KEY)
    with serving(application(folder)) as address:
        yield f"{address}/"


@pytest.fixture(scope="module")
def made(base: str) -> list[dict[str, Any]]:
    """What the page would show of each picture, of one that is posted, and of what is no picture."""
    states = [shown.state for shown in (*SHOWN, WRONG)] + [POSTED]
    asked = json.dumps({"ids": IDS, "states": states})
    done = subprocess.run([NODE, MAKER, base], input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def texts(made: list[dict[str, Any]]) -> dict[Shown, dict[str, Any]]:
    return dict(zip((*SHOWN, WRONG), made, strict=False))


def fetched(address: str) -> tuple[Image.Image, str]:
    with urlopen(address, timeout=PATIENCE) as answer:
        return Image.open(io.BytesIO(answer.read())), answer.headers["content-type"]


def candidates(text: str) -> list[tuple[str, str]]:
    """Return addresses and descriptors, parted as a browser parts them.

    https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute
    """
    found = re.findall(r"\s*([^\s,]\S*)\s+([^,]+)(?:,|$)", text)
    assert not any(address.endswith(",") for address, _ in found)
    return found


def check_candidates(attributes: dict[str, str], shown: Shown) -> None:
    made = candidates(attributes["srcset"])
    assert [descriptor for _, descriptor in made] == [text for text, _ in shown.described]
    one, *others = [fetched(address)[0].size for address, _ in made]
    for size, (_, width) in zip((one, *others), shown.described, strict=True):
        assert width in {None, size[0]}
        assert abs(size[1] - size[0] * one[1] / one[0]) <= 1 + size[0] / one[0], "another part of the picture"


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.query)
def test_every_candidate_of_an_img_has_the_width_that_it_tells(
    texts: dict[Shown, dict[str, Any]], shown: Shown
) -> None:
    ((tag, attributes),) = Tags(texts[shown]["img"]["text"]).found
    check_candidates(attributes, shown)
    picture, _ = fetched(attributes["src"])
    dpr = int(re.findall(r"dpr=(\d)|$", shown.query)[0] or 1)
    assert (tag, attributes["alt"]) == ("img", "")
    if shown.described[0][1]:
        assert (int(attributes["width"]) * dpr, int(attributes["height"]) * dpr) == picture.size
    assert attributes["src"] == texts[shown]["url"]["text"]


@pytest.mark.parametrize("shown", PICTURED, ids=lambda shown: shown.query)
def test_every_source_of_a_picture_is_of_its_type_and_width(texts: dict[Shown, dict[str, Any]], shown: Shown) -> None:
    (opening, _), *sources, (last, attributes) = Tags(texts[shown]["picture"]["text"]).found
    assert (opening, last, {name for name, _ in sources}) == ("picture", "img", {"source"})
    types = [source["type"] for _, source in sources]
    assert types == (["image/webp"] if "lossless" in shown.query else ["image/avif", "image/webp"])
    assert [note for note in texts[shown]["picture"]["notes"] if note.startswith("Not in ")] == [
        f"Not in {name}: lossless goes with fm=webp, jp2, jxl, png or tiff."
        for name in ("avif", "jpg")
        if len(types) < 2
    ]
    for source in (*(source for _, source in sources), attributes):
        made = candidates(source["srcset"])
        assert [descriptor for _, descriptor in made] == [text for text, _ in shown.described]
        assert fetched(made[0][0])[1] == source.get("type", made_type(shown))
        if shown.key:
            told = [foretold(address) for address, _ in made]
            assert {each["media_type"] for each in told} == {source.get("type", made_type(shown))}
            assert [each["width"] for each in told if each["exact"]] == [width for _, width in shown.described if width]


def made_type(shown: Shown) -> str:
    """Return the type of what a browser gets that knows no new one."""
    return "image/webp" if "lossless" in shown.query else "image/gif" if "gif" in shown.key else "image/jpeg"


def foretold(address: str) -> dict[str, Any]:
    """Return what the service tells of a result without making it."""
    with urlopen(address.replace("/images/", "/info/"), timeout=PATIENCE) as answer:
        told: dict[str, Any] = json.load(answer)["result"]
    return told


@pytest.mark.parametrize("shown", FETCHED, ids=lambda shown: shown.query)
def test_the_curl_command_brings_the_picture_under_a_name_of_its_own(
    texts: dict[Shown, dict[str, Any]], shown: Shown, tmp_path: Path
) -> None:
    text = texts[shown]["curl"]["text"]
    subprocess.run(["/bin/sh", "-c", text], cwd=tmp_path, capture_output=True, check=True)
    (file,) = tmp_path.iterdir()
    with Image.open(file) as picture:
        assert picture.format
        assert file.suffix.removeprefix(".") == {"jpeg": "jpg"}.get(picture.format.lower(), picture.format.lower())
    stem = shown.generated or shown.key.rpartition(".")[0]
    assert file.stem == f"{stem.rpartition('/')[2]}-new"


def same(one: str, other: str) -> bool:
    """Return whether two addresses say the same, however they are escaped."""
    plain = [
        (unquote(parts.path), sorted(map(unquote, parts.query.replace("+", " ").split("&"))))
        for parts in map(urlsplit, (one, other))
    ]
    return plain[0] == plain[1]


def test_the_programs_make_the_address_that_is_shown(texts: dict[Shown, dict[str, Any]], tmp_path: Path) -> None:
    modules = tmp_path / "node_modules"
    modules.mkdir()
    (modules / "tintype").symlink_to(ROOT / "handler" / "client" / "js")
    python = "import json, sys\nmade = []\n"
    lines = []
    for at, shown in enumerate(SHOWN):
        text = texts[shown]["python"]["text"].replace("from tintype.client", "from handler.client")
        python += f"{text}\nmade.append(url)\n"
        (tmp_path / f"{at}.mjs").write_text(f"{texts[shown]['js']['text']}\nexport {{ url }};\n")
        lines.append(f'console.log((await import("./{at}.mjs")).url);\n')
    (tmp_path / "all.mjs").write_text("".join(lines))
    ran = subprocess.run(
        [sys.executable, "-c", f"{python}print(*made, sep='\\n')"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    scripted = subprocess.run([NODE, "all.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True)
    for shown, one, other in zip(SHOWN, ran.stdout.splitlines(), scripted.stdout.splitlines(), strict=True):
        address = texts[shown]["url"]["text"]
        assert same(one, address), one
        assert same(other, address), other


def test_the_loader_of_next_gives_each_width_in_the_same_shape(
    texts: dict[Shown, dict[str, Any]], tmp_path: Path
) -> None:
    modules = tmp_path / "node_modules"
    modules.mkdir()
    (modules / "tintype").symlink_to(ROOT / "handler" / "client" / "js")
    stored = [shown for shown in SHOWN if not shown.generated]
    lines = []
    for at, shown in enumerate(stored):
        (tmp_path / f"{at}.mjs").write_text(texts[shown]["next"]["text"])
        src = json.dumps(shown.key)
        lines.append(f'console.log((await import("./{at}.mjs")).default({{ src: {src}, width: 64, quality: 50 }}));\n')
    (tmp_path / "all.mjs").write_text("".join(lines))
    done = subprocess.run([NODE, "all.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True)
    for shown, address in zip(stored, done.stdout.splitlines(), strict=True):
        size, shape = fetched(address)[0].size, fetched(texts[shown]["url"]["text"])[0].size
        padded = 20 if "pad=" in shown.query else 0
        assert size[0] == 64 + padded, address
        assert padded or abs(size[1] - size[0] * shape[1] / shape[0]) <= 1, address
    assert all("no source" in texts[shown]["next"]["notes"][0] for shown in SHOWN if shown.generated)


def test_a_picture_of_ones_own_is_posted_and_has_no_address(made: list[dict[str, Any]], tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "bee.jpg", tmp_path / POSTED["uploaded"]["name"])
    assert {each: bool(made[-1][each].get("text")) for each in IDS} == {each: each == "curl" for each in IDS}
    subprocess.run(["/bin/sh", "-c", made[-1]["curl"]["text"]], cwd=tmp_path, capture_output=True, check=True)
    with Image.open(tmp_path / 'it\'s "mine"; x-new.webp') as picture:
        assert (picture.format, picture.width) == ("WEBP", 120)


@pytest.mark.parametrize("name", ["img", "picture", "curl", "next"])
def test_what_cannot_be_asked_says_why(texts: dict[Shown, dict[str, Any]], name: str) -> None:
    assert "w=abc" in texts[WRONG][name]["error"]


def test_the_lengths_that_grow_with_a_picture_are_those_of_the_service() -> None:
    known = vocabulary()
    dense = {name for name, words in known.items() if any(word.mark.dense for word in words)} - {"w", "h"}
    listed = re.findall(
        r'"((?:[a-z-]+ ?)+)"', (STATIC / "candidates.js").read_text().partition("LENGTHS")[2].partition(";")[0]
    )
    assert set("".join(listed).split()) == {re.sub(r"^(mark\d|blend)-", "mark-", name) for name in dense}


def test_only_those_names_need_another_in_python_that_get_one() -> None:
    names = {name.replace("-", "_") for name in WORDS.union(*MADE.values())}
    quoted = re.search(r"KEYWORDS = new Set\((.*)\)", (STATIC / "snippets.js").read_text())
    assert quoted
    assert {name for name in names if iskeyword(name)} == set(json.loads(quoted[1]))


@pytest.mark.parametrize("script", sorted(STATIC.glob("*.js")), ids=lambda path: path.name)
def test_no_text_becomes_markup_or_program(script: Path) -> None:
    assert [word for word in MARKUP if word in script.read_text()] == []
