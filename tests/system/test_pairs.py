"""Pairs: any two features together are answered, or refused in words that were said; and what is foretold comes true.

Each feature has one typical value here, and each pair of them is asked for once, of one of a few tiny pictures. A new
operation or format joins by a line of FEATURES.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from PIL import Image
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings
from handler.core.formats.catalogue import READ
from handler.dialects.native.vocabulary import vocabulary
from handler.ops import CATALOGUE
from tests.support.images.image_files import film, photo, saved
from tests.support.images.ultra_hdr import ultra_hdr

SIZE = (30, 20)
FEATURES = {
    # What is read, and cut.
    "orientation": "or=6",
    "frame": "frame=0",
    "frames": "frames=0-1&interval=2",
    "trim": "trim=auto",
    "rect": "rect=2,2,20,12",
    "flip": "flip=h",
    "rotate": "rot=30",
    "width": "w=16",
    "smart": "w=12&h=12&crop=smart",
    "faces": "w=12&h=12&crop=faces,top",
    "facearea": "w=12&h=12&fit=facearea",
    "ground": "w=16&h=16&fit=fill&ground=blur",
    # What changes pixels.
    "face-blur": "face-blur=30",
    "enhance": "auto=enhance",
    "curve": "curve=0,0,128,150,255,255",
    "duotone": "duotone=1d3557,f1faee",
    "denoise": "nr=20",
    "blur": "blur=2",
    "gradient": "gradient=0000,cc0f172a",
    "grain": "grain=20",
    # What lies over, and around.
    "mark": "mark=logo.png&mark-w=8",
    "mark2": "mark2=~avatar%3Fname%3DA%26size%3D5x5&mark2-tile=grid",
    "blend": "blend=80ff6347",
    "text": "txt64=SGk&txt-size=8",
    "mask": "mask=circle",
    "path": "mask-path=M0%200H9L5%209Z",
    "corners": "corner-radius=4",
    "pad": "pad=2&pad-left=3",
    "border": "border=2,tomato",
    "shadow": "shadow=0,2,4,66000000",
    "background": "bg=80ff0000",
    # What is written.
    "jpg": "fm=jpg",
    "png": "fm=png&colors=8",
    "webp": "fm=webp",
    "avif": "fm=avif",
    "gif": "fm=gif",
    "ico": "fm=ico",
    "jp2": "fm=jp2",
    "tiff": "fm=tiff",
    "several": "fm=png,webp",
    "smallest": "fm=smallest,webp,jpg",
    "blurhash": "fm=blurhash",
    "palette": "palette=css&prefix=hero",
    "placeholder": "fm=placeholder",
    "quality": "q=40",
    "budget": "max-bytes=900",
    "lossless": "lossless=true",
    "metadata": "metadata=keep",
    "loop": "loop=2",
    "fps": "fps=5",
    "p3": "cs=p3",
    "hdr": "hdr=keep",
    "dpr": "dpr=2",
    "hints": "ch=width,dpr",
    "download": "dl=a",
}
SOURCES = ("/images/photo.jpg", "/images/clear.png", "/images/film.gif", "/images/bright.jpg", "/generate/pattern")
MADE = "size=30x20&cell=4"

OF_LIBRARIES = re.compile(
    r"pydantic|pillow|\bPIL\b|Traceback|Exception|NoneType|object at 0x|<class|\w+Error\b|numpy|\bhandler\.|libvips",
    re.IGNORECASE,
)
BUDGET = "max-bytes"
ALIKE = {"FacePixel", "Median", "Sharpen", "UnsharpMask", "Pixelate", "ProgressiveBlur"}
"""Operations that meet others as one of FEATURES does."""


def named(feature: str) -> set[str]:
    """Return the parameters of a feature, as an error may name them."""
    said = {pair.partition("=")[0] for pair in FEATURES[feature].split("&")}
    return said | {name.removesuffix("64") for name in said}


PAIRS = [pair for pair in combinations(FEATURES, 2) if not named(pair[0]) & named(pair[1])]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give the application over a folder of tiny pictures, in one event loop for all that it is asked."""
    folder = tmp_path_factory.mktemp("pairs")
    clear = photo(SIZE).convert("RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 9, 9))
    files = {
        "photo.jpg": saved(photo(SIZE), "jpg"),
        "bright.jpg": ultra_hdr(photo(SIZE), Image.linear_gradient("L").resize((10, 8))),
        "clear.png": saved(clear, "png"),
        "logo.png": saved(clear.resize((9, 6)), "png"),
    }
    first, *more = film(3, SIZE)
    files["film.gif"] = saved(first, "gif", save_all=True, append_images=more, duration=100, loop=0)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with _application(folder) as client:
        yield client


def _application(folder: Path) -> TestClient:
    everybody, every = frozenset({"any"}), frozenset(READ)
    settings = Settings(source=folder.as_uri(), unsigned=everybody, originals=True, inputs=every, log="off")
    return TestClient(create_app(settings), raise_server_exceptions=False)


@pytest.mark.parametrize("feature", [*dict.fromkeys(first for first, _ in PAIRS)])
def test_two_features_together_do_what_is_foretold_or_are_refused_by_name(app: TestClient, feature: str) -> None:
    faults = [fault for number, pair in enumerate(PAIRS) if pair[0] == feature for fault in _asked(app, number, pair)]
    assert not faults, "\n".join(faults)


def test_each_operation_that_moves_or_covers_something_is_here() -> None:
    asked = {name for feature in FEATURES for name in named(feature)}
    said = [kind for kind in CATALOGUE if kind.params()]
    lacking = {
        kind.__name__
        for kind in said
        if not kind.chromatic and not {mark.name for mark, _ in kind.params().values() if mark.makes} & asked
    }
    assert lacking == ALIKE
    assert {name for name in asked if name.removesuffix("64") == name} <= {*vocabulary()}


def _asked(app: TestClient, number: int, pair: tuple[str, str]) -> Iterator[str]:
    """Give what is wrong with the answers to two features."""
    door = SOURCES[number % len(SOURCES)]
    query = "&".join(FEATURES[feature] for feature in pair)
    facts = query if not door.startswith("/generate") else ""
    path = f"{door}?{MADE}&{query}" if not facts else f"{door}?{query}"
    answer = app.get(path)
    for fault in _refusal(answer, named(pair[0]) | named(pair[1])) if answer.status_code != 200 else ():
        yield f"{path}: {fault}: {answer.text[:300]}"
    if number % 3 == 0 and (head := app.head(path)).status_code != answer.status_code:
        yield f"{path}: HEAD says {head.status_code}, GET {answer.status_code}"
    if not facts:
        return
    told = app.get(path.replace("/images/", "/info/"))
    if BUDGET in query and answer.status_code == 413:
        return  # what a file weighs is known when it is written
    if told.status_code != answer.status_code:
        yield f"{path}: /info says {told.status_code}, the picture {answer.status_code}: {told.text[:200]}"
    elif answer.status_code == 200:
        for fault in _unlike(answer, told.json()):
            yield f"{path}: {fault}"


def _refusal(answer: Response, names: set[str]) -> Iterator[str]:
    if not 400 <= answer.status_code < 500:
        yield f"status {answer.status_code}"
        return
    problem = answer.json()
    if problem.get("parameter") not in names:
        yield "it names no parameter of the two"
    if found := OF_LIBRARIES.search(problem["detail"]):
        yield f"it says {found[0]}"


def _unlike(answer: Response, told: dict[str, Any]) -> Iterator[str]:
    """Give where a picture is not as its facts say."""
    result, kind = told["result"], answer.headers["content-type"].partition(";")[0]
    if answer.headers["etag"].strip('"') != told["digest"]:
        yield "another digest"
    if "formats" not in result and kind != result["media_type"]:
        yield f"{kind}, not {result['media_type']}"
    if not kind.startswith("image/"):
        return
    with Image.open(BytesIO(answer.content)) as image:
        frames = getattr(image, "n_frames", 1)
        if result["exact"] and image.size != (result["width"], result["height"]):
            yield f"{image.size}, not {result['width']} x {result['height']}"
        if result["exact"] and "formats" not in result and frames != result["frames"]:
            yield f"{frames} frames, not {result['frames']}"
        if (
            image.has_transparency_data
            and not result["alpha"]
            and image.convert("RGBA").getchannel("A").getextrema() != (255, 255)
        ):
            yield "transparency that was not foretold"
