"""docs/clients.md: its examples give what stands below them, and its tables and settings are those of the code."""

import ast
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from handler.client import Images
from handler.client.candidates import WIDTHS
from handler.config.settings import RATIOS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "clients.md").read_text()
JS = ROOT / "handler" / "client" / "js"
SUITE = Path(__file__).parent / "clients"
NODE = shutil.which("node") or ""


def blocks(language: str) -> list[str]:
    """Return the code of a language, block by block."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def promised(lines: list[str], mark: str) -> str:
    """Return what the comments at the beginning of some lines say that a call gives."""
    said = []
    for line in lines:
        if not line.startswith(mark):
            break
        said.append(line.removeprefix(mark).strip())
    return " ".join(said)


def python_calls() -> Iterator[tuple[str, str]]:
    """Yield each call whose result a block of Python tells, and that."""
    for code in blocks("python"):
        for statement in ast.parse(code).body:
            said = promised(code.splitlines()[statement.end_lineno :], "#")
            if isinstance(statement, ast.Expr) and said:
                yield ast.unparse(statement), said


@pytest.mark.parametrize(("call", "said"), list(python_calls()))
def test_python_gives_what_the_page_says(call: str, said: str) -> None:
    images = Images("https://img.example.com", "k" * 16 if "s=..." in said else None)
    assert re.fullmatch(re.escape(said).replace(r"\.\.\.", ".+"), eval(call, {"images": images}))  # noqa: S307 - the page's


def test_the_tags_of_the_page_can_be_made() -> None:
    (code,) = [each for each in blocks("python") if "images.picture(" in each]
    made = eval(code, {"images": Images("https://img.example.com")})  # noqa: S307 - the page's
    assert made.startswith('<picture><source media="(max-width: 600px)"')


@pytest.mark.skipif(not NODE, reason="the examples are JavaScript: install Node.js, then run this again")
def test_javascript_gives_what_the_page_says() -> None:
    (code,) = [each for each in blocks("js") if "images.srcset(" in each]
    lines = code.splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith("images.")]
    calls = {lines[at].rstrip(";"): promised(lines[at + 1 :], "//") for at in starts}
    assert len(calls) == 5
    lead = f"import {{ tintype }} from {json.dumps((JS / 'tintype.js').as_uri())};"
    made = f"((images) => [{', '.join(calls)}])(tintype('https://img.example.com'))"
    program = f"{lead} console.log(JSON.stringify({made}));"
    command = [NODE, "--input-type=module", "--eval", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == list(calls.values())


@pytest.mark.parametrize(
    ("language", "file"),
    [
        ("ts", "nuxt/nuxt.config.ts"),
        ("ts", "nuxt/app/providers/tintype.ts"),
        ("js", "astro/astro.config.mjs"),
        ("js", "astro/src/images.js"),
    ],
)
def test_the_settings_are_those_that_the_suite_renders_with(language: str, file: str) -> None:
    """But for where the service is, whether it is signed, and that nothing is told about whoever runs the tests."""
    text = (SUITE / file).read_text()
    for gone in (r"import .*base\.js';\n", r"import .*tintype/sign';\n", "  telemetry: false,\n"):
        text = re.sub(gone, "", text)
    text = re.sub(r"tintype\(base(, key && \{.*?\})?\)", "tintype('https://img.example.com')", text)
    assert text in blocks(language)


def test_the_widths_and_ratios_are_those_of_the_code() -> None:
    prose = " ".join(PAGE.split())
    assert f"{', '.join(map(str, WIDTHS[:-1]))} and {WIDTHS[-1]}. A stack" in prose
    assert f"in the ratios {', '.join(RATIOS[:-1])} and {RATIOS[-1]}." in prose


def test_what_frameworks_say_is_what_the_module_reads() -> None:
    text = (JS / "tintype.js").read_text()
    names, fits, qualities = (re.findall(rf"const {name} = (.*);", text)[0] for name in ("names", "fits", "qualities"))
    ((said, written),) = re.findall(r"^\| (`width`.*`background`) \| (.*) \|$", PAGE, re.MULTILINE)
    pairs = zip(re.findall(r"`(\w+)`", said), re.findall(r"`(\w+)`", written), strict=True)
    assert dict(re.findall(r"(\w+): '(\w+)'", names)) == dict(pairs)
    rows = re.findall(r"^\| fit (.*?) \| `fit=(\w+)`", PAGE, re.MULTILINE)
    told = {fit: ours for theirs, ours in rows for fit in re.findall(r"`([\w-]+)`", theirs)}
    assert {fit.strip("'"): ours for fit, ours in re.findall(r"([\w'-]+): '(\w+)'", fits)} == told
    assert re.findall(r": (\d+)", qualities) == re.findall(r"\d+", PAGE.split("Astro's qualities")[1].split("|")[1])
