"""Sizes of three dialects are those that sharp makes (tests/clients/sharp.json), but for what docs/urls.md tells."""

import json
from pathlib import Path

import pytest

from handler.core.geometry import Size
from handler.dialects.interface import DialectModule
from handler.dialects.located import amplify, astro
from handler.dialects.located.wsrv import address
from tests.support.requests.located_urls import read

SIZES = json.loads((Path(__file__).parents[2] / "clients" / "sharp.json").read_text())["sizes"]
DIALECTS = {
    "amplify": (amplify, "url=/a.jpg", False),
    "astro": (astro, "href=/a.jpg", True),
    "wsrv": (address, "url=/a.jpg", False),
    "wsrv, we": (address, "url=/a.jpg&we", True),
}


def told(source: list[int], w: int | None, h: int | None, fit: str, smaller: bool) -> bool:
    """Return whether the page tells that sharp makes another size of this."""
    one = w is None or h is None
    small = source[0] < (w or 0) or source[1] < (h or 0)
    return (one and fit == "fill") or (smaller and small and (fit in {"fill", "outside"} or (one and fit == "contain")))


@pytest.mark.parametrize("name", DIALECTS)
def test_sizes_are_sharps(name: str) -> None:
    module: DialectModule
    module, query, without = DIALECTS[name]
    compared = 0
    for source, w, h, fit, smaller, expected in SIZES:
        inside = name == "astro" and fit == "contain"  # which Astro hands to sharp as inside
        refused = name == "wsrv, we" and fit == "outside"
        if smaller is not without or told(source, w, h, fit, smaller) or inside or refused:
            continue
        sides = "".join(f"&{word}={side}" for word, side in (("w", w), ("h", h)) if side)
        size = Size(*source)
        for op in read(module, f"{query}{sides}&fit={fit}").recipe.ops:
            size = op.size(size)
        assert list(size) == expected, (source, w, h, fit)
        compared += 1
    assert compared >= 70
