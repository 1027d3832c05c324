"""The scripts of the playground, as node runs them: what the page writes is what the server reads."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from handler.core.keys import checked_key, decode
from handler.core.query_string import pairs
from handler.dialects.table import DIALECTS
from handler.generators import NAMES

NODE = shutil.which("node") or ""
STATIC = Path(__file__).parents[3] / "handler" / "web" / "playground" / "static"

pytestmark = pytest.mark.skipif(not NODE, reason="needs node, which runs what else a browser runs")

KEYS = ["bee.jpg", "a b/ü%2F?#&=+.png", "50%.jpg", "~home/'(!)*.gif", "日本/語.webp"]
WORDS = [
    [],
    [["w", "300"]],
    [["rect", "0,0,1.0,1.0"], ["ar", "16:9"], ["txt", "1+1 = 2 & so\non %41 #1"], ["mark", "~qr?text=a&ink=f00"]],
]


def run(code: str, told: object) -> Any:
    """Return what a module says of what it is told. code: its text, with `told`, which prints JSON."""
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", f"const told = {json.dumps(told)};\n{code}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=STATIC,
    )
    return json.loads(done.stdout)


def test_an_address_that_the_page_writes_is_read_as_it_was_meant() -> None:
    cases = [{"kind": "key", "name": key, "words": words} for key in KEYS for words in WORDS]
    cases += [{"kind": "made", "name": name, "words": words} for name in NAMES for words in WORDS]
    code = """
        import { fragmentOf, pathOf, stateOf } from "./state.js";
        console.log(JSON.stringify(told.map(({ kind, name, words }) => {
          const source = { kind, name }, set = new Map(words), back = stateOf(fragmentOf(source, set));
          return { path: pathOf(source, set), source: back.source, words: [...back.words] };
        })));
    """
    prefixes = {"key": DIALECTS[0].prefix, "made": next(each.prefix for each in DIALECTS if each.name == "generate")}
    for case, found in zip(cases, run(code, cases), strict=True):
        path, _, query = f"/{found['path']}".partition("?")
        assert path.startswith(prefixes[str(case["kind"])])
        assert checked_key(decode(path.removeprefix(prefixes[str(case["kind"])]).encode())) == case["name"]
        assert [list(pair) for pair in pairs(query)] == case["words"]
        assert found["source"] == {"kind": case["kind"], "name": case["name"]}
        assert found["words"] == case["words"]


def test_a_fragment_that_says_no_picture_is_none() -> None:
    code = 'import { stateOf } from "./state.js"; console.log(JSON.stringify(told.map(stateOf)))'
    assert run(code, ["", "#stage", "#images", "#c-w"]) == [None] * 4


def test_a_slider_says_every_whole_number_of_a_short_range_and_both_ends_of_a_long_one() -> None:
    code = """
        import { scaleOf } from "./scales.js";
        console.log(JSON.stringify(told.map((range) => {
          const scale = scaleOf(range);
          return scale && [scale.from(scale.min), scale.from(scale.max), scale.from(scale.to(42))];
        })));
    """
    ranges = [("integer", 0, 100), ("integer", -100, 100), ("length", 1, 8192), ("number", 0, 250)]
    told = [{"kind": kind, "min": low, "max": high} for kind, low, high in ranges]
    assert run(code, told) == [[str(low), str(high), "42"] for _, low, high in ranges]
    assert run(code, [{"kind": "integer", "min": 0, "max": 2**31}]) == [None]


@pytest.mark.parametrize("side", [(24, 31), (11, 11)])
def test_the_score_is_that_of_the_paper(side: tuple[int, int]) -> None:
    chance = np.random.default_rng(7)
    one = chance.integers(0, 256, side).astype(float)
    two = np.clip(one + chance.normal(0, 20, side), 0, 255).round()
    code = """
        import { ssim } from "./score.js";
        const [one, two] = told.map(({ grey, w, h }) => ({ grey: Float32Array.from(grey), w, h }));
        console.log(JSON.stringify([ssim(one, two), ssim(one, one), ssim(one, { ...two, w: two.w - 1 })]));
    """
    told = [{"grey": each.ravel().tolist(), "w": side[1], "h": side[0]} for each in (one, two)]
    between, same, other = run(code, told)
    assert between == pytest.approx(wang(one, two), abs=1e-4)
    assert same == pytest.approx(1, abs=1e-6)
    assert other is None


def wang(one: Any, two: Any) -> float:
    """Return the mean SSIM of two pictures, window by window, as the paper writes it: 11 x 11, sigma 1.5."""
    bell = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
    weights = np.outer(bell, bell) / bell.sum() ** 2
    found = []
    for y in range(one.shape[0] - 10):
        for x in range(one.shape[1] - 10):
            a, b = one[y : y + 11, x : x + 11], two[y : y + 11, x : x + 11]
            mean_a, mean_b = (weights * a).sum(), (weights * b).sum()
            spread_a, spread_b = (weights * (a - mean_a) ** 2).sum(), (weights * (b - mean_b) ** 2).sum()
            both = (weights * (a - mean_a) * (b - mean_b)).sum()
            c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
            above = (2 * mean_a * mean_b + c1) * (2 * both + c2)
            found.append(above / ((mean_a**2 + mean_b**2 + c1) * (spread_a + spread_b + c2)))
    return float(np.mean(found))


COLOURS = [
    ("fff", "#ffffff", "123456"),
    ("#F00", "#ff0000", "123456"),
    ("80ff6347", "#ff6347", "80123456"),
    ("8f00", "#ff0000", "88123456"),
    ("661d3557", "#1d3557", "66123456"),
    ("1,2", None, "123456"),
]
"""A text, what a colour field shows of it, and the text where somebody chooses another colour there."""


def test_a_colour_field_keeps_the_alpha_that_a_text_has() -> None:
    code = """
        import { fromField, toField } from "./colours.js";
        console.log(JSON.stringify(told.map((text) => [text, toField(text), fromField("#123456", text)])));
    """
    assert run(code, [text for text, _, _ in COLOURS]) == [list(each) for each in COLOURS]


def test_no_script_makes_html_of_text() -> None:
    for path in sorted(STATIC.glob("*.js")):
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\b", path.read_text()), path.name
