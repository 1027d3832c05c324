"""The arithmetic of scale.md: fresh, and of requests that are really sent."""

import importlib.util
import io
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handler.config.settings import Settings
from handler.jobs.renditions import Renditions
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

DOCS = Path(__file__).parents[2] / "docs"
PRESETS = {f"w{width}": f"w={width}&fm=webp" for width in (32, 80, 160)}


@pytest.fixture
def scale(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(DOCS))
    spec = importlib.util.spec_from_file_location("scale", DOCS / "scale.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "scale", module)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_fresh(scale: ModuleType) -> None:
    page = (DOCS / "scale.md").read_text()
    assert "| originals |" in page
    assert scale.written(page) == page, "run python docs/scale.py write"


def test_the_requests_reckoned_with_are_those_that_are_sent(scale: ModuleType, store: "S3Client") -> None:
    for bucket in ("scale-in", "scale-out"):
        store.create_bucket(Bucket=bucket)
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(file, "JPEG")
    store.put_object(Bucket="scale-in", Key="a.jpg", Body=file.getvalue())
    settings = Settings(source="s3://scale-in", results="s3://scale-out", presets=json.dumps(PRESETS))
    with counted(store) as calls:
        Renditions(settings).renew("a.jpg")
    sent = Counter("put" if name.startswith(("Put", "List")) else "get" for name in calls)
    (work, *_) = scale.SIZES
    assert dict(sent) == {"put": work.puts, "get": work.gets}


def test_twice_the_workers_take_half_the_time_for_the_same_money(scale: ModuleType) -> None:
    few, many = scale.Originals(1000, 10), scale.Originals(1000, 20)
    assert many.seconds == few.seconds / 2
    assert scale.bill(many) == scale.bill(few)
