"""docs/upgrading.md: the engine is as the page takes it apart, and what it says of caches and of going back holds."""

import json
import re
from typing import TYPE_CHECKING

import pytest

from handler.rendering import identity
from tests.conftest import Client
from tests.support.requests.pages import page_of

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PAGE = page_of("upgrading")
TABLE = PAGE.split("| part | changes with |\n")[1].split("\n\n")[0]
PARTS = [name for line in TABLE.splitlines()[1:] for name in re.findall("`([^`]+)`", line.split("|")[1])]


def test_every_part_of_an_engine_is_explained_in_its_order(client: Client) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    answered = client().get("/health").json()
    assert list(json.loads(shown)) == list(answered)
    for engine in (json.loads(shown)["engine"], answered["engine"]):
        rows = [next(row for row, part in enumerate(PARTS) if each.startswith(part)) for each in engine.split()]
        assert rows == sorted(rows)
    assert [part for part in identity.EXTRAS if part not in PARTS] == []


def test_another_engine_is_another_etag_and_going_back_finds_what_was_kept(
    client: Client, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create_bucket(Bucket="upgraded")
    path, kept = "/images/bee.jpg?w=64", {"results": "s3://upgraded"}
    old = client(**kept).get(path)
    with monkeypatch.context() as newer:
        newer.setattr(identity, "engine", lambda: "tintype-0.2.0.6 pillow-14.0.0")
        new = client(**kept).get(path, headers={"if-none-match": old.headers["etag"]})
    assert (new.status_code, new.headers["etag"] != old.headers["etag"]) == (200, True)
    again = client(**kept).get(path)
    assert again.headers["etag"] == old.headers["etag"]
    assert "results" in again.headers["server-timing"]  # read, not rendered
    assert client(**kept).get(path, headers={"if-none-match": old.headers["etag"]}).status_code == 304
