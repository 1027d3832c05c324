"""docs/migrate.md and its pages are what translating makes, and every address on them is answered as they say."""

import importlib.util
import io
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from starlette.testclient import TestClient

from handler.app import create_app
from handler.config.settings import Settings
from handler.dialects import native

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

DOCS = Path(__file__).parents[2] / "docs"
NAMES = sorted(path.stem for path in (DOCS / "migrate").glob("*.toml"))
KEYS = ("cat.jpg", "photos/cat.jpg", "demo/cat.jpg", "logo.png", "cat.png")
SAME = {"accept": "image/avif,image/webp,*/*"}
NEXT = (16, 32, 48, 64, 96, 128, 256, 384, 640, 750, 828, 1080, 1200, 1920, 2048, 3840)
"""imageSizes and deviceSizes of Next, where nobody sets others."""


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("migrate", DOCS / "migrate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def source(store: "S3Client") -> str:
    store.create_bucket(Bucket="pictures")  # the name that an address of AWS's solution has inside
    with Image.open(DOCS.parent / "samples" / "bee.jpg") as bee:
        bee.thumbnail((640, 640))
        for key in KEYS:
            bee.save(made := io.BytesIO(), "PNG" if key.endswith("png") else "JPEG")
            store.put_object(Bucket="pictures", Key=key, Body=made.getvalue())
    return "s3://pictures"


def moved(origin: dict[str, Any], source: str) -> TestClient:
    """Return a service with what an origin's page says to set, but for keys and hosts."""
    said = dict(pair.split("=", 1) for pair in origin["settings"].split())
    chosen: dict[str, Any] = {"source": source, "unsigned": frozenset({"any"}), "originals": True, "log": "off"}
    if root := said.get("TINTYPE_ROOT"):
        chosen["root"] = root
    if named := said.get("TINTYPE_DIALECTS"):
        chosen["dialects"] = frozenset(named.split(","))
    return TestClient(create_app(Settings(**chosen)), raise_server_exceptions=False)


def test_the_pages_are_what_translating_makes(generator: ModuleType) -> None:
    for path, text in generator.pages().items():
        assert path.read_text() == text, f"{path.name}: run make docs"


@pytest.mark.parametrize("name", NAMES)
def test_an_address_before_is_the_picture_of_the_address_after(generator: ModuleType, source: str, name: str) -> None:
    origin = generator.origins()[name]
    if "calls" in origin:
        for _, query in origin["calls"]:
            assert native.parse(query, "a.jpg").recipe.source.keys == ("a.jpg",), query
        return
    client = moved(origin, source)
    for _, before in origin["rows"]:
        after = generator.translated(before, origin["family"]).url
        first, second = client.head(before, headers=SAME), client.head(after, headers=SAME)
        assert (first.status_code, first.headers.get("etag")) == (200, second.headers.get("etag")), before


@pytest.mark.parametrize("name", NAMES)
def test_what_a_page_calls_refused_is_a_400(generator: ModuleType, source: str, name: str) -> None:
    origin = generator.origins()[name]
    for address in origin.get("refused", ()):
        expected = 200 if "a query cannot say" in generator.translated(address, origin["family"]).why else 400
        assert moved(origin, source).get(address).status_code == expected, address


def test_the_widths_of_next_pass_unsigned() -> None:
    assert set(NEXT) <= set(Settings().widths)
