"""Identity: the engine's text, which every digest holds."""

import platform
from pathlib import Path

import pytest
from PIL import Image

from handler.rendering import identity
from handler.rendering.identity import engine


def test_the_engine_names_everything_that_decides_over_bytes() -> None:
    text = engine()
    assert engine() is text
    for part in ("tintype-", "pillow-", platform.machine()):
        assert part in text
    assert "\n" not in text


def test_codecs_are_told_apart_by_the_hashes_of_a_wheel_or_by_their_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "__file__", str(tmp_path / "PIL" / "Image.py"))
    (tmp_path / "PIL").mkdir()
    text = identity._libraries()
    for part in ("jpeg-", "webp-", "avif-", "aom-", "zlib-", "lcms-", "tiff-"):
        assert part in text
    assert "None" not in text
    (tmp_path / "pillow.libs").mkdir()
    seen = {text}
    for name in ("libwebp-51b0b3f7.so.7.2.0", "libavif-c6062d5f.so.16.4.2"):
        (tmp_path / "pillow.libs" / name).touch()
        seen.add(identity._libraries())
    assert len(seen) == 3
