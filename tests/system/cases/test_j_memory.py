"""Group J: the end of memory, wherever it comes, is an answer; and what a request has met, the next does not see."""

import gc
import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from PIL import Image, ImageFile

from handler.codecs import stored_picture
from handler.codecs.formats import jpeg
from handler.codecs.pixels import modes
from handler.core.source_file import SourceFile
from handler.ops.blur import Blur
from handler.ops.resize import Resize
from handler.rendering import render
from tests.conftest import Client
from tests.support.faults.memory import exhausted

PLACES: dict[str, tuple[Any, str]] = {
    "reading the file": (SourceFile, "read"),
    "its header": (jpeg, "read"),
    "decoding": (stored_picture, "to_working_mode"),
    "Pillow's own decoder": (ImageFile.ImageFile, "load"),
    "making it upright": (stored_picture, "upright"),
    "a resize": (Resize, "lay"),
    "an operation": (Blur, "apply"),
    "the pipeline": (render, "flow"),
    "what is detached from its file": (modes, "detached"),
    "the encoder": (jpeg, "write"),
    "Pillow's own encoder": (Image.Image, "save"),
}
QUERY = "w=40&blur=2&fm=jpg"


@pytest.mark.case("J04")
@pytest.mark.parametrize("place", PLACES)
def test_the_end_of_memory_anywhere_is_a_413_and_the_next_picture_is_made(
    client: Client, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    app = client()
    good = app.get(f"/images/bee.jpg?{QUERY}")
    with monkeypatch.context() as patch:
        patch.setattr(*PLACES[place], exhausted)
        answer = app.get(f"/images/bee.jpg?{QUERY}")
    assert (answer.status_code, answer.json()["limit"]) == (413, "memory")
    assert "Traceback" not in answer.text
    assert app.get(f"/images/bee.jpg?{QUERY}").content == good.content


@pytest.mark.case("J04")
def test_a_hundred_ends_of_memory_leave_nothing_behind(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """No picture and no body; what the process holds in the end, tests/system/timing measures."""
    app = client(log=False)
    monkeypatch.setattr(render, "flow", exhausted)
    before = held()
    for seed in range(100):
        assert app.get(f"/generate/pattern?size=30x30&style=noise&seed={seed}&fm=png").status_code == 413
    assert held() <= before


def held() -> int:
    """Return how many pictures there are."""
    gc.collect()
    return sum(isinstance(each, Image.Image) for each in gc.get_objects())


@cache
def damaged() -> dict[str, bytes]:
    """Return files that each upset Pillow in another way."""
    jpeg_file, png_file = io.BytesIO(), io.BytesIO()
    Image.effect_noise((200, 200), 60).convert("RGB").save(jpeg_file, "JPEG")
    Image.effect_noise((200, 200), 60).save(png_file, "PNG")
    png = png_file.getvalue()
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return {
        "cut.jpg": jpeg_file.getvalue()[:3000],
        "broken.png": png[:2000] + bytes(500) + png[2500:],
        "vast.png": png[:12] + header + struct.pack(">I", zlib.crc32(header)) + png[33:],
        "none.webp": b"RIFF\x10\0\0\0WEBPVP8 \4\0\0\0abcd",
    }


@pytest.fixture
def asked(client: Client, store: Any) -> Callable[[str], tuple[int, bytes]]:
    """Return a function that asks an application of its own, which remembers nothing."""
    for key, data in damaged().items():
        store.put_object(Bucket="samples", Key=f"state/{key}", Body=data)

    def ask(key: str) -> tuple[int, bytes]:
        answer = client().get(f"/images/{key}?w=64&fm=png")
        return answer.status_code, answer.content if answer.status_code == 200 else b""

    return ask


@pytest.mark.case("J06")
@pytest.mark.parametrize("key", damaged())
def test_a_good_picture_is_the_same_before_and_after_a_bad_one(
    asked: Callable[[str], tuple[int, bytes]], key: str
) -> None:
    seen: dict[str, set[tuple[int, bytes]]] = {}
    for each in ("bee.jpg", f"state/{key}", "bee.jpg", "owl.png", f"state/{key}", "owl.png", "bee.jpg"):
        seen.setdefault(each, set()).add(asked(each))
    assert {each: len(answers) for each, answers in seen.items()} == dict.fromkeys(seen, 1)
    assert {status for status, _ in seen["bee.jpg"] | seen["owl.png"]} == {200}
    assert {status for status, _ in seen[f"state/{key}"]} <= {413, 422}


@pytest.mark.case("J06")
def test_a_request_changes_nothing_of_the_process(asked: Callable[[str], tuple[int, bytes]]) -> None:
    import warnings

    asked("bee.jpg")
    before = (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, list(warnings.filters))
    for key in damaged():
        asked(f"state/{key}")
    assert (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, list(warnings.filters)) == before
