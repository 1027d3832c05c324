"""The quick session gives what botocore's own gives: the same descriptions, and the same keys from the same places."""

import json
import shutil
from pathlib import Path
from typing import Any

import botocore
import pytest
from botocore.loaders import JSONFileLoader
from botocore.session import Session

from handler.storage import aws_session
from handler.storage.aws_session import CompiledFileLoader, new_session
from tools import build_package

KEYS = {"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """S3's descriptions and what all services share, as they are in the package."""
    whole = Path(botocore.__file__).parent / "data"
    shutil.copytree(whole / "s3", tmp_path / "s3")
    for path in whole.glob("*.json"):
        shutil.copy(path, tmp_path)
    build_package.prune_services(tmp_path)
    return tmp_path


def test_a_compiled_description_says_what_its_json_says(data: Path) -> None:
    compiled = sorted(data.rglob("*.marshal"))
    assert {path.stem for path in compiled} >= {"endpoints", "partitions", "service-2", "endpoint-rule-set-1"}
    assert len(compiled) == len(list(data.rglob("*.json")))
    for path in compiled:
        name = str(path.with_suffix(""))
        in_order = [json.dumps(loader.load_file(name)) for loader in (CompiledFileLoader(), JSONFileLoader())]
        assert in_order[0] == in_order[1]


@pytest.mark.parametrize("spoilt", [None, b"", b"\xff" * 9])
def test_a_description_that_cannot_be_used_is_read_as_json(tmp_path: Path, spoilt: bytes | None) -> None:
    (tmp_path / "x.json").write_text('{"a": 1}')
    if spoilt is not None:
        (tmp_path / "x.marshal").write_bytes(spoilt)
    assert CompiledFileLoader().load_file(str(tmp_path / "x")) == {"a": 1}
    assert CompiledFileLoader().load_file(str(tmp_path / "y")) is None


def test_the_client_is_the_same_as_from_the_whole_descriptions(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    whole = Session().create_client("s3", "eu-west-1")
    monkeypatch.setattr("botocore.loaders.Loader.BUILTIN_DATA_PATH", str(data))
    quick = new_session().create_client("s3", "eu-west-1")
    assert quick.meta.method_to_api_mapping == whole.meta.method_to_api_mapping
    assert quick.meta.endpoint_url == whole.meta.endpoint_url
    clients: list[Any] = [quick, whole]
    links = [client.generate_presigned_url("list_buckets", ExpiresIn=1).partition("?")[0] for client in clients]
    assert links[0] == links[1]


@pytest.mark.parametrize("more", [{}, {"AWS_PROFILE": "other"}, {"AWS_CREDENTIAL_EXPIRATION": "2099-01-01T00:00:00Z"}])
def test_keys_of_the_environment_are_those_that_botocore_finds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, more: dict[str, str]
) -> None:
    (tmp_path / "config").write_text("[profile other]\naws_access_key_id=2\naws_secret_access_key=2\n")
    for name, value in {**KEYS, **more, "AWS_CONFIG_FILE": str(tmp_path / "config")}.items():
        monkeypatch.setenv(name, value)
    quick, whole = new_session().get_credentials(), Session().get_credentials()
    assert quick is not None
    assert whole is not None
    assert type(quick) is type(whole)
    assert quick.get_frozen_credentials() == whole.get_frozen_credentials()
    assert quick.get_frozen_credentials().access_key == "id"


def test_without_them_all_places_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    quick, whole = (session.get_component("credential_provider") for session in (new_session(), Session()))
    methods = [[provider.METHOD for provider in chain.providers] for chain in (quick, whole)]
    assert methods[0] == methods[1]
    assert len(methods[0]) > 5


def test_the_builder_and_the_reader_agree_on_the_name() -> None:
    assert build_package.COMPILED == aws_session.COMPILED
