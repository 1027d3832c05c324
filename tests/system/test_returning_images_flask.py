"""docs/returning-images.md, coming from Flask: both frameworks give the same answers, or the page says what differs."""

import io
import re

import pytest
from starlette.testclient import TestClient

from tests.support.requests.returning_images_page import PROSE, example, source, table

before, after = example("flask_before"), example("fastapi_after")


@pytest.mark.parametrize(("route", "flask", "fastapi"), table("route"))
def test_flask_and_fastapi_answer_alike(route: str, flask: str, fastapi: str) -> None:
    old, new = before.app.test_client().get(route, buffered=True), TestClient(after.app).get(route)
    assert old.status_code == new.status_code == 200
    assert old.data == new.content
    promised = {"/download": ["Content-Disposition"], "/header": ["Cache-Control"]}.get(route, [])
    for name in ("Content-Type", "Content-Length", *promised):
        assert old.headers.get(name, "").replace('"', "") == new.headers.get(name, "").replace('"', ""), name
    for written, file in ((flask, "flask_before"), (fastapi, "fastapi_after")):
        for code in re.findall(r"`([^`]+)`", written) or [written]:
            assert re.search(re.escape(code).replace(r"\.\.\.", ".+"), source(file)), code


def test_flask_reads_a_buffer_in_blocks_and_knows_its_length() -> None:
    data = example("mistake").DATA
    with before.app.test_request_context():
        answer = before.send_file(io.BytesIO(data), mimetype="image/jpeg")
        answer.direct_passthrough = False
        blocks = list(answer.iter_encoded())
    assert answer.content_length == len(data)
    assert len(blocks[0]) == 8 * 1024
    assert f"8 KiB, {len(blocks)} for the photograph above" in PROSE
    plain = before.Response(io.BytesIO(data))
    assert plain.content_length is None
    assert f"makes the same {len(list(plain.iter_encoded())):,} pieces" in PROSE


def test_flask_does_more_unasked() -> None:
    old, new = before.app.test_client(), TestClient(after.app)
    assert [client.head("/bytes").status_code for client in (old, new)] == [200, 405]
    etag = {"If-None-Match": old.get("/file", buffered=True).headers["etag"]}
    assert old.get("/file", headers=etag, buffered=True).status_code == 304
    etag = {"If-None-Match": new.get("/file").headers["etag"]}
    assert new.get("/file", headers=etag).status_code == 200
    part = {"Range": "bytes=0-9"}
    assert [client.get("/buffer", headers=part).status_code for client in (old, new)] == [206, 200]
    headers = old.get("/file", buffered=True).headers
    assert (headers["cache-control"], headers["content-disposition"]) == ("no-cache", "inline; filename=bee.jpg")
    assert {"cache-control", "content-disposition"}.isdisjoint(new.get("/file").headers)
