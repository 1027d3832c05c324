"""Purge: the results of the keys that are named go, those of others stay."""

from typing import TYPE_CHECKING

from handler.core.source import Stored
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
