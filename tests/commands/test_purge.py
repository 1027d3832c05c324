"""Purge: the results of the keys that are named go, those of others stay."""

from typing import TYPE_CHECKING, Any

import pytest

from handler.config.settings import Settings
from handler.core.source import Stored
from handler.jobs import invalidation
from handler.jobs.renditions import Renditions
from handler.rendering.identity import folder, folder_of
from tests.commands.conftest import Said

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def test_the_results_of_a_key_go_and_are_counted(said: Said, store: "S3Client") -> None:
    store.create_bucket(Bucket="purged")
    for key, digests in {"a b.jpg": "12", "c.jpg": "3"}.items():
        for digest in digests:
            store.put_object(Bucket="purged", Key=f"kept/{folder(Stored(key=key))}/{digest}", Body=b"x")
    status, told = said("purge", "a b.jpg", "none.jpg", TINTYPE_RESULTS="s3://purged/kept")
    assert (status, told.splitlines()) == (0, ["a b.jpg: 2 deleted", "none.jpg: 0 deleted"])
    left = [each["Key"] for each in store.list_objects_v2(Bucket="purged")["Contents"]]
    assert left == [f"kept/{folder(Stored(key='c.jpg'))}/3"]


def test_the_results_of_a_url_go_however_it_is_written(said: Said, store: "S3Client") -> None:
    store.create_bucket(Bucket="purged-elsewhere")
    kept = f"r/{folder_of('https://a.example/b.jpg')}/1"
    store.put_object(Bucket="purged-elsewhere", Key=kept, Body=b"x")
    place = {"TINTYPE_RESULTS": "s3://purged-elsewhere/r"}
    assert said("purge", "https://A.example:443/b.jpg", **place) == (0, "https://A.example:443/b.jpg: 1 deleted\n")
    status, told = said("purge", "https://127.0.0.1/b.jpg", **place)
    assert (status, "not an address in numbers" in told) == (2, True)


def test_what_lies_under_names_of_their_own_goes_too_and_nothing_else(said: Said, store: "S3Client") -> None:
    store.create_bucket(Bucket="purged-names")
    place = {
        "source": "s3://samples",
        "results": "s3://purged-names/kept",
        "presets": '{"a": {"query": "w=8&fm=webp", "to": "{preset}/{stem}.webp"}, "b": "w=9&fm=webp"}',
    }
    renditions = Renditions(Settings(**place, unsigned=frozenset()))
    for key in ("bee.jpg", "owl.png"):
        renditions.renew(key)
    status, told = said("purge", "bee.jpg", TINTYPE_RESULTS=place["results"])
    assert (status, told) == (0, "bee.jpg: 3 deleted\n")  # two renditions and the manifest
    left = [each["Key"] for each in store.list_objects_v2(Bucket="purged-names")["Contents"]]
    assert "kept/a/owl.webp" in left
    assert len(left) == 3
    assert said("purge", "bee.jpg")[1] == "bee.jpg: 0 deleted\n"


@pytest.mark.parametrize("taken", [True, False])
def test_cloudfront_is_told_of_all_keys_at_once_where_there_is_one(
    said: Said, store: "S3Client", monkeypatch: pytest.MonkeyPatch, *, taken: bool
) -> None:
    store.create_bucket(Bucket="purged-edge")
    told: list[list[str]] = []

    class CloudFront:
        def create_invalidation(self, **asked: Any) -> None:
            told.append(asked["InvalidationBatch"]["Paths"]["Items"])
            if not taken:
                raise ConnectionError

    monkeypatch.setattr(invalidation, "cloudfront", CloudFront)
    place = {"TINTYPE_RESULTS": "s3://purged-edge", "TINTYPE_DISTRIBUTION": "E123", "TINTYPE_BASE_PATH": "/img"}
    status, lines = said("purge", "a b.jpg", "https://a.example/b.jpg", "c.jpg", **place)
    paths = ["/img/images/a%20b.jpg*", "/img/images/c.jpg*"]
    assert (status, told) == (0 if taken else 1, [paths])
    outcome = "invalidated" if taken else "could not be invalidated"
    assert lines.splitlines()[3] == f"E123: {', '.join(paths)} {outcome}"
    assert said("purge", "https://a.example/b.jpg")[0] == 0  # whose address at the edge nobody knows
    assert len(told) == 1
