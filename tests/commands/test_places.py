"""Places: how a source is spelt, and whether its buckets are there."""

import shutil
from pathlib import Path

import pytest

from handler.commands.misuse import Misuse
from handler.commands.places import check_buckets, spelt
from handler.config.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("samples", "{root}/samples"),
        ("./samples", "{root}/samples"),
        ("{root}/samples", "{root}/samples"),
        ("file://{root}/samples", "{root}/samples"),
        ("s3://bucket/prefix", "s3://bucket/prefix"),
        ("a=./samples,b=s3://c/d", "a={root}/samples,b=s3://c/d"),
        ("./here, b=c", "{root}/here%2C%20b%3Dc"),
    ],
)
def test_a_source_is_spelt_as_the_setting_has_it(
    text: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("samples", "here, b=c"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    spelling = spelt(text.format(root=tmp_path))
    assert spelling.replace("file://", "") == expected.format(root=tmp_path)


def test_a_folder_of_any_name_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    from handler.app import create_app

    (tmp_path / "a, b=é ü%41").mkdir()
    shutil.copy(ROOT / "samples" / "owl.png", tmp_path / "a, b=é ü%41")
    monkeypatch.chdir(tmp_path)
    app = TestClient(create_app(Settings(source=spelt("a, b=é ü%41"), unsigned=frozenset({"any"}))))
    assert app.get("/images/owl.png?w=9").status_code == 200


@pytest.mark.usefixtures("store")
def test_a_bucket_is_looked_at_before_anything_listens() -> None:
    assert check_buckets("a=s3://samples,b=s3://samples/x") == []
    with pytest.raises(Misuse, match="there is no bucket none-such"):
        check_buckets("a=s3://samples,b=s3://none-such")


class Answering:
    """An S3 that answers HeadBucket with an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def head_bucket(self, **_: object) -> None:
        raise self.error


@pytest.mark.parametrize(
    ("code", "expected"),
    [("403", []), ("503", ["s3://b cannot be had now: the store is busy"])],
)
def test_a_bucket_that_cannot_be_looked_at_may_yet_be_served(
    code: str, expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from botocore.exceptions import ClientError

    answering = Answering(ClientError({"Error": {"Code": code, "Message": ""}}, "HeadBucket"))
    monkeypatch.setattr("handler.storage.bucket.hasty", lambda: answering)
    assert check_buckets("s3://b") == expected


def test_without_credentials_there_is_nothing_to_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.exceptions import NoCredentialsError

    monkeypatch.setattr("handler.storage.bucket.hasty", lambda: Answering(NoCredentialsError()))
    with pytest.raises(Misuse, match="there are no credentials that S3 takes, for s3://b"):
        check_buckets("s3://b")
