"""Group E, what S3 keeps that is no picture to be had: archived, deleted, empty, a folder."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SAMPLES, Client

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "objects"
DATA = (SAMPLES / "bee.jpg").read_bytes()
DOORS = ["/images/{}?w=20", "/images/{}", "/info/{}"]


@pytest.fixture(scope="module")
def objects(store: "S3Client") -> Iterator[str]:
    store.create_bucket(Bucket=BUCKET)
    store.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    store.put_object(Bucket=BUCKET, Key="cold.jpg", Body=DATA, StorageClass="GLACIER")
    store.put_object(Bucket=BUCKET, Key="gone.jpg", Body=DATA)
    store.delete_object(Bucket=BUCKET, Key="gone.jpg")
    store.put_object(Bucket=BUCKET, Key="empty.jpg", Body=b"")
    store.put_object(Bucket=BUCKET, Key="folder/", Body=b"")
    yield BUCKET
    for kind in ("Versions", "DeleteMarkers"):
        for each in store.list_object_versions(Bucket=BUCKET).get(kind, []):  # type: ignore[attr-defined]
            store.delete_object(Bucket=BUCKET, Key=each["Key"], VersionId=each["VersionId"])
    store.delete_bucket(Bucket=BUCKET)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("key", "told"),
    [
        pytest.param("cold.jpg", (409, "archived"), marks=pytest.mark.case("E10")),
        pytest.param("gone.jpg", (404, "not-found"), marks=pytest.mark.case("E10")),
        pytest.param("never.jpg", (404, "not-found"), marks=pytest.mark.case("E09")),
        pytest.param("empty.jpg", (415, "unaccepted-kind"), marks=pytest.mark.case("E11")),
        pytest.param("folder/", (400, "invalid-key"), marks=pytest.mark.case("E11")),
        pytest.param("folder", (404, "not-found"), marks=pytest.mark.case("E11")),
        pytest.param("", (400, "invalid-key"), marks=pytest.mark.case("E11")),
    ],
)
def test_what_is_no_picture_to_be_had_says_why(
    client: Client, objects: str, door: str, key: str, told: tuple[int, str]
) -> None:
    answer = client(source=f"s3://{objects}").get(door.format(key))
    assert (answer.status_code, answer.json()["type"].removeprefix("/errors#")) == told
    assert BUCKET not in answer.text


@pytest.mark.case("E10")
@pytest.mark.parametrize("door", DOORS)
def test_a_version_is_not_chosen_by_a_parameter(client: Client, objects: str, door: str) -> None:
    """There is no way to ask for a version: a wrong one cannot be named, and no old one be had."""
    path = door.format("cold.jpg")
    answer = client(source=f"s3://{objects}").get(f"{path}{'&' if '?' in path else '?'}versionId=nonsense")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "versionId")
