"""Group E: no request reaches a bucket, or a part of one, that the settings do not serve."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from PIL import Image

from tests.conftest import Client
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ELSEWHERE = (
    "secrets/cat.png",
    "..%2fsecrets/cat.png",
    "s3%3A%2F%2Fsecrets%2Fcat.png",
    "arn:aws:s3:::secrets/cat.png",
    "arn:aws:s3:us-east-1:123456789012:accesspoint/secrets/cat.png",
    "secrets-alias-s3alias/cat.png",
    "http%3A%2F%2F169.254.169.254%2Flatest",
    "cat.png%3FversionId=1",
    "logos",
    "photos",
    "PHOTOS/cat.png",
)
"""Addresses that name another bucket than those of TINTYPE_SOURCE, or none."""

PRIVATE = ("made/0123456789abcdef/ff", "made/x.png", "presets.json", "made", "presets.json/x")
ROUTES = ("/images/{}?w=10", "/info/{}", "/feeds/{}", "/images/{}?preset=small&w=10")


@pytest.fixture(scope="module")
def buckets(store: "S3Client") -> Iterator[None]:
    """Two buckets that are served, the first with results and presets of its own, and one that is not."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    keys = [("photos-1", "in/cat.png"), ("photos-1", "in/made/0123456789abcdef/ff"), ("photos-1", "in/made/x.png")]
    for name in ("photos-1", "logos-1", "secrets"):
        store.create_bucket(Bucket=name)
    for name, key in [*keys, ("photos-1", "out.png"), ("photos-1", "in/madeira.png"), ("secrets", "cat.png")]:
        store.put_object(Bucket=name, Key=key, Body=file.getvalue())
    store.put_object(Bucket="photos-1", Key="in/presets.json", Body=b'{"small": "fm=png"}')
    yield
    for name in ("photos-1", "logos-1", "secrets"):
        for each in store.list_objects_v2(Bucket=name).get("Contents", []):
            store.delete_object(Bucket=name, Key=each["Key"])
        store.delete_bucket(Bucket=name)


@pytest.mark.case("E07")
@pytest.mark.usefixtures("buckets")
@pytest.mark.parametrize("route", ROUTES[:3])
def test_a_bucket_that_is_not_listed_is_never_asked(client: Client, store: "S3Client", route: str) -> None:
    app = client(source="photos=s3://photos-1/in,logos=s3://logos-1")
    assert app.get("/images/photos/cat.png?w=10").status_code == 200
    with counted(store) as calls:
        answers = [app.get(route.format(key)) for key in ELSEWHERE]
    assert [answer.status_code for answer in answers] == [
        400 if "%2f" in k or "%2F%2F" in k else 404 for k in ELSEWHERE
    ]
    assert calls == []


@pytest.mark.case("E07")
@pytest.mark.parametrize("more", ["bucket=secrets", "source=s3://secrets", "url=s3://secrets/cat.png", "key=cat.png"])
def test_no_parameter_names_a_bucket(client: Client, store: "S3Client", more: str) -> None:
    with counted(store) as calls:
        assert client().get(f"/images/citrus.jpg?w=10&{more}").status_code == 400
    assert calls == []


@pytest.mark.case("E08")
@pytest.mark.usefixtures("buckets")
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("named", [True, False])
def test_results_and_presets_within_a_source_are_not_served(
    client: Client, store: "S3Client", route: str, named: bool
) -> None:
    source = f"{'photos=' if named else ''}s3://photos-1/in"
    settings = {"source": source, "results": "s3://photos-1/in/made", "presets": "s3://photos-1/in/presets.json"}
    app = client(**settings)
    before = "photos/" if named else ""
    for query in ("?preset=small", "?fm=png"):
        assert app.get(f"/images/{before}cat.png{query}").status_code == 200  # the presets are fetched now
        assert app.get(f"/images/{before}madeira.png{query}").status_code == 200  # which only begins alike
    with counted(store) as calls:
        answers = [app.get(route.format(quote(before + key))) for key in PRIVATE]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.json()["detail"] for answer in answers} == {"there is no picture of this key"}
    assert calls == []


@pytest.mark.case("E08")
@pytest.mark.usefixtures("buckets")
@pytest.mark.parametrize("key", ["out.png", "../out.png", "%2e%2e/out.png", "%252e%252e/out.png"])
def test_what_lies_beside_the_prefix_is_not_served(client: Client, key: str) -> None:
    answer = client(source="s3://photos-1/in").get(f"/images/{key}?w=10")
    assert answer.status_code in {400, 404}
