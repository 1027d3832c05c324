"""IIIF behind S3 and Lambda: identifiers with slashes on every front, what is kept, and metadata."""

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from handler import entry
from handler.app import create_app
from handler.aws.fronts import Raw
from handler.config.settings import Settings
from handler.dialects.iiif import version3
from handler.rendering import render
from tests.conftest import SAMPLES, Client
from tests.support.aws.events import Context
from tests.support.aws.fronts import FRONTS, answered
from tests.support.processes.asgi_servers import Answer, Request
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

KEY, QUOTED = "scans/box 1/é?#.jpg", "scans%2Fbox%201%2F%C3%A9%3F%23.jpg"
OPEN = {"source": "s3://archive", "dialects": frozenset({"iiif"})}
RIGHTS = "http://rightsstatements.org/vocab/InC-EDU/1.0/"
MANIFEST = {"id": "https://example.org/manifest/1", "type": "Manifest"}
Function = Callable[[str, Request], Answer]


@pytest.fixture
def archive(store: "S3Client") -> "Iterator[S3Client]":
    """A bucket with a picture whose key has slashes, and metadata for IIIF; another for results."""
    for name in ("archive", "kept"):
        store.create_bucket(Bucket=name)
    body = (SAMPLES / "bee.jpg").read_bytes()
    metadata = {"rights": RIGHTS, "partof": json.dumps(MANIFEST), "secret": "not to be told"}
    store.put_object(Bucket="archive", Key=KEY, Body=body, Metadata=metadata)
    yield store
    for name in ("archive", "kept"):
        for each in store.list_objects_v2(Bucket=name).get("Contents", []):
            store.delete_object(Bucket=name, Key=each["Key"])
        store.delete_bucket(Bucket=name)


@pytest.fixture
def function(archive: "S3Client", monkeypatch: pytest.MonkeyPatch) -> Function:
    """Return what asks the Lambda handler through a front."""
    del archive
    settings = Settings.model_validate({**OPEN, "unsigned": "iiif", "log": "off"})
    monkeypatch.setattr(entry.http, "app", Raw(create_app(settings)))
    return lambda front, request: answered(entry.lambda_handler(FRONTS[front](request), Context()))


@pytest.mark.parametrize("front", FRONTS)
def test_an_identifier_with_slashes_is_found_through_every_front(function: Function, front: str) -> None:
    for edition, name in ((3, "id"), (2, "@id")):
        base = f"/iiif/{edition}/{QUOTED}"
        picture = function(front, Request(f"{base}/full/100,/0/default.jpg"))
        assert (picture.status, picture.headers["content-type"]) == (200, "image/jpeg")
        assert f"{base}/full/100," in picture.headers["link"]
        told = function(front, Request(f"{base}/info.json"))
        assert json.loads(told.body)[name].endswith(base)
        leads = function(front, Request(base))
        assert (leads.status, leads.headers["location"]) == (303, f"{base}/info.json")
        wrong = function(front, Request(f"{base}/full/0,/0/default.jpg"))
        assert (wrong.status, json.loads(wrong.body)["parameter"]) == (400, "size")


def test_what_stands_beside_the_object_is_told_and_nothing_else_of_it(archive: "S3Client", client: Client) -> None:
    del archive
    app = client(**OPEN)
    three, two = (app.get(f"/iiif/{edition}/{QUOTED}/info.json").json() for edition in (3, 2))
    assert (three["rights"], three["partOf"]) == (RIGHTS, [MANIFEST])
    assert two["license"] == RIGHTS
    assert "not to be told" not in json.dumps([three, two])


def test_a_kept_rendition_tells_its_links_without_a_look_at_the_source(archive: "S3Client", client: Client) -> None:
    address = f"/iiif/3/{QUOTED}/square/100,/0/default.jpg"
    first = client(**OPEN, results="s3://kept").get(address)
    app = client(**OPEN, results="s3://kept")
    with counted(archive) as calls:
        again = app.get(address)
    assert calls == ["HeadObject", "GetObject"]
    assert again.headers["link"] == first.headers["link"]
    assert app.head(address).headers["link"] == first.headers["link"]
    [kept] = archive.list_objects_v2(Bucket="kept")["Contents"]
    found = archive.get_object(Bucket="kept", Key=kept["Key"])
    assert found["Metadata"].pop("source") == "1024x1280"
    archive.put_object(Bucket="kept", Key=kept["Key"], Body=found["Body"].read(), Metadata=found["Metadata"])
    older = app.get(address)
    assert (older.content, "link" in older.headers) == (first.content, False)


def test_what_is_wrong_for_the_picture_is_said_before_a_pixel_is_decoded(
    archive: "S3Client", client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    del archive
    app = client(**OPEN)
    wrong = f"/iiif/3/{QUOTED}/5000,0,10,10/max/0/default.jpg"
    monkeypatch.setattr(render, "_of_picture", lambda *_: pytest.fail("decoded"))
    assert app.get(wrong).json()["parameter"] == "region"
    assert app.head(wrong).status_code == 400
    assert version3.__doc__


def test_a_picture_that_the_client_has_is_not_judged_again(archive: "S3Client", client: Client) -> None:
    app, address = client(**OPEN), f"/iiif/3/{QUOTED}/full/90,/0/default.jpg"
    tag = app.get(address).headers["etag"]
    with counted(archive) as calls:
        assert app.get(address, headers={"if-none-match": tag}).status_code == 304
    assert calls == ["HeadObject"]


def test_the_documentation_names_the_document_and_not_our_own_facts(client: Client) -> None:
    paths = client(**OPEN).get("/openapi.json").json()["paths"]
    told = paths["/iiif/3/{identifier}/info.json"]["get"]["responses"]["200"]["content"]
    assert set(told) == {"application/json", "application/ld+json"}
    picture = paths["/iiif/3/{identifier}/{region}/{size}/{rotation}/{quality}.{format}"]["get"]
    assert [each["name"] for each in picture["parameters"] if each["in"] == "query"] == ["expires"]
