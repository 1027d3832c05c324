"""Big answers through each front of Lambda: inline up to what it carries, a link above, the same bytes both ways."""

import base64
import io
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from PIL import Image

from handler import entry
from handler.app import create_app
from handler.aws import fronts
from handler.config.settings import Settings
from tests.support.aws.events import Context, event, headers

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

WIDTH = 2400
MEGABYTES = (4.6, 4.7, 4.8, 20)
FRONTS = {"rest-picture": 4.7, "http-api-picture": 4.7, "function-url-picture": 4.7, "alb-picture": 0.7}
"""The largest of the sizes that a front carries; none of them through a load balancer."""


@pytest.fixture(scope="module")
def noise(store: "S3Client") -> Iterator[dict[float, str]]:
    """Store pictures that PNG cannot make smaller, each almost so many megabytes, and name their keys."""
    store.create_bucket(Bucket="ladder")
    keys = {}
    for size in MEGABYTES:
        height = int(size * 1_000_000 / (3 * WIDTH + 1) * 0.9985)
        image = Image.frombytes("RGB", (WIDTH, height), random.Random(0).randbytes(WIDTH * height * 3))  # noqa: S311
        file = io.BytesIO()
        image.save(file, "PNG", compress_level=0)
        keys[size] = f"noise-{size}.png"
        store.put_object(Bucket="samples", Key=keys[size], Body=file.getvalue())
    yield keys
    for key in keys.values():
        store.delete_object(Bucket="samples", Key=key)


@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize("size", MEGABYTES)
def test_a_picture_of_any_size_comes_through_any_front(
    front: str, size: float, noise: dict[float, str], store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(source="s3://samples", unsigned=frozenset({"any"}), results="s3://ladder")
    monkeypatch.setattr(entry.http, "app", fronts.Raw(create_app(settings)))
    asked = event(front)
    path, query = f"/images/{noise[size]}", {"fm": "png"}
    if "rawPath" in asked:
        asked |= {"rawPath": path, "rawQueryString": "fm=png"}
    else:
        asked |= {"path": path, "queryStringParameters": query, "multiValueQueryStringParameters": None}
    answer: dict[str, Any] = entry.lambda_handler(asked, Context())
    if size <= FRONTS[front]:
        body = base64.b64decode(answer["body"])
        assert answer["statusCode"] == 200
    else:
        assert (answer["statusCode"], answer["body"]) == (303, "")
        assert "content-type" not in headers(answer)
        with urlopen(headers(answer)["location"]) as found:
            body = found.read()
    assert abs(len(body) / (size * 1_000_000) - 1) < 0.01
    stored = store.get_object(Bucket="samples", Key=noise[size])["Body"].read()
    with Image.open(io.BytesIO(body)) as image, Image.open(io.BytesIO(stored)) as source:
        assert image.tobytes() == source.tobytes()
