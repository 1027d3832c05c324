"""What decoding takes, beside what the plan says before it is begun: `make slow SUITE=hostile`."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFile

from tests.support.images.image_files import pillow_name

ROOT = Path(__file__).parents[3]
SIDE = 2000
WARMING = 700
"""Pixels of a side of the picture before it: so large that libvips, which stays, is loaded for it."""

TOLERATED = 1.1
"""Pages are counted, and malloc keeps some; of small numbers that is a lot."""

FILES: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "jpg": [
        ("RGB", {"quality": 95, "subsampling": 0}),
        ("RGB", {"progressive": True}),
        ("CMYK", {"progressive": True}),
    ],
    "png": [("RGB", {}), ("LA", {}), ("P", {}), ("I;16", {})],
    "gif": [("P", {})],
    "webp": [("RGB", {}), ("RGBA", {}), ("RGB", {"lossless": True, "quality": 0})],
    "avif": [("RGB", {"speed": 10, "subsampling": "4:4:4"}), ("RGBA", {"speed": 10})],
    "tiff": [("RGB", {}), ("F", {}), ("RGBA", {"compression": "tiff_lzw"})],
}
PROGRAM = """
import json, sys
from pathlib import Path
from handler.core.source_file import source_file_of as blob_of
from handler.core.formats.catalogue import FORMATS
from handler.dialects import native
from handler.core.limits import Limits
from handler.rendering.render import render
def status(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name + ":"))
def rendered(path):
    data, limits = Path(path).read_bytes(), Limits(memory=5000, work=100)
    recipe = native.parse(sys.argv[3], "x").recipe
    return render(recipe, fetch=lambda _: blob_of(data, "v"), limits=limits, accepted=frozenset(FORMATS))
rendered(sys.argv[1])
before = status("VmRSS")
Path("/proc/self/clear_refs").write_text("5")
planned = rendered(sys.argv[2]).plan.memory
print(json.dumps([status("VmHWM") - before, planned]))
"""

pytestmark = pytest.mark.slow


def noisy(mode: str, side: int) -> Image.Image:
    bands = [Image.effect_noise((side, side), 25) for _ in range(4)]
    image = Image.merge("RGBA", bands)
    return (
        image.quantize(200)
        if mode == "P"
        else image.convert("RGB").convert(mode)
        if mode != "LA"
        else image.convert("LA")
    )


@pytest.mark.case("A01", "A02")
@pytest.mark.parametrize("query", ["w=300&fm=jpg", "blur=1&fm=jpg"])
@pytest.mark.parametrize("kind", FILES)
def test_no_more_memory_is_taken_than_was_planned(
    kind: str, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "MAXBLOCK", 1 << 26)
    for mode, options in FILES[kind]:
        for name, side in (("small", WARMING), ("large", SIDE)):
            file = BytesIO()
            noisy(mode, side).save(file, pillow_name(kind), **options)
            (tmp_path / name).write_bytes(file.getvalue())
        command = [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            PROGRAM,
            str(tmp_path / "small"),
            str(tmp_path / "large"),
            query,
        ]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        grown, planned = json.loads(run.stdout)
        sys.stdout.write(f"{kind} {mode} {options} {query}: {grown / 1e6:.0f} MB, planned {planned / 1e6:.0f}\n")
        assert grown < TOLERATED * planned + 4_000_000
