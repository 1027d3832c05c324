"""The keyring: keys out of Secrets Manager and Systems Manager, over HTTP, rotated, missing, down, and never shown."""

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from pydantic import SecretStr

from handler.config import keyring, remote
from handler.config.keyring import Keyring
from handler.config.settings import Settings
from handler.errors import SourceBusy
from tests.support.s3.moto_server import moto_server

ONE, TWO, THREE = (f"{name}-key-of-the-tests-0123" for name in ("first", "second", "third"))
SERVICES = ("SECRETS_MANAGER", "SSM")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server that has secrets and parameters."""
    with moto_server() as started:
        yield started


@pytest.fixture(autouse=True)
def environment(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for service in SERVICES:
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", address)
    for name, value in {"ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test", "DEFAULT_REGION": "eu-west-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)


def ring(setting: str) -> Keyring:
    return Keyring(SecretStr(setting))


def client(service: str) -> Any:
    make: Any = boto3.client
    return make(service)


@pytest.fixture
def secret(request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """A function that puts a value into a secret of this test, and returns its ARN."""
    secrets, name = client("secretsmanager"), f"tintype/{request.node.name}"[:200].replace("[", "-").replace("]", "")
    arn = secrets.create_secret(Name=name)["ARN"]

    def put(value: str) -> str:
        secrets.put_secret_value(SecretId=arn, SecretString=value)
        return str(arn)

    yield put
    secrets.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)


def down(monkeypatch: pytest.MonkeyPatch) -> None:
    for service in SERVICES:
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", "http://127.0.0.1:9")


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let so many seconds have passed since the test began, which it does at once."""
    monkeypatch.setattr(remote, "monotonic", lambda: 1_000.0 + seconds)


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, 0)


def test_a_list_has_its_keys_in_order_and_needs_no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    down(monkeypatch)
    found = ring(f" {ONE}, {TWO},")
    assert found.there
    assert found.keys() == (ONE, TWO)
    assert not found.renew()


def test_nothing_is_fetched_before_the_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    down(monkeypatch)
    assert ring("secretsmanager:a").there
    assert not ring("").there


def test_a_secret_is_read_by_name_and_by_arn(secret: Callable[[str], str]) -> None:
    arn = secret(f"{ONE}, {TWO}")
    assert ring(f"secretsmanager:{arn}").keys() == (ONE, TWO)
    assert ring(f"secretsmanager:{arn.split(':')[-1].rpartition('-')[0]}").keys() == (ONE, TWO)


def test_an_arn_is_asked_for_in_its_own_region(secret: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    arn = secret(ONE)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    assert ring(f"secretsmanager:{arn}").keys() == (ONE,)


@pytest.mark.case("F08")
def test_after_a_rotation_the_new_key_signs_and_the_one_before_verifies(secret: Callable[[str], str]) -> None:
    secret(ONE)
    arn = secret(TWO)
    assert ring(f"secretsmanager:{arn}").keys() == (TWO, ONE)
    secret(THREE)
    assert ring(f"secretsmanager:{arn}").keys() == (THREE, TWO)


def test_a_previous_value_that_was_wrong_does_no_harm_when_it_is_put_right(secret: Callable[[str], str]) -> None:
    arn = secret('{"key": "0123456789abcdef"}')
    with pytest.raises(SourceBusy):
        ring(f"secretsmanager:{arn}").keys()
    secret(ONE)
    assert ring(f"secretsmanager:{arn}").keys() == (ONE,)


def test_a_secret_of_bytes_is_no_list_of_keys(secret: Callable[[str], str], caplog: pytest.LogCaptureFixture) -> None:
    arn = secret(ONE)
    client("secretsmanager").put_secret_value(SecretId=arn, SecretBinary=TWO.encode())
    with pytest.raises(SourceBusy):
        ring(f"secretsmanager:{arn}").keys()
    assert "it is no text" in caplog.text


def test_a_parameter_is_read_decrypted() -> None:
    client("ssm").put_parameter(Name="/tintype/keys", Value=f"{ONE},{TWO}", Type="SecureString")
    assert ring("ssm:/tintype/keys").keys() == (ONE, TWO)
    client("ssm").put_parameter(Name="/tintype/list", Value=f"{TWO},{ONE}", Type="StringList")
    assert ring("ssm:/tintype/list").keys() == (TWO, ONE)


@pytest.mark.case("F09")
@pytest.mark.parametrize("setting", ["secretsmanager:none-of-this-name", "ssm:/none"])
def test_what_is_not_there_is_503_and_looked_for_again(
    setting: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    found = ring(setting)
    with pytest.raises(SourceBusy) as caught:
        found.keys()
    assert caught.value.headers() == {"retry-after": "2"}
    assert ("ResourceNotFoundException" in caplog.text) == (setting.startswith("secretsmanager"))
    if setting.startswith("ssm"):
        client("ssm").put_parameter(Name="/none", Value=ONE, Type="SecureString")
        later(monkeypatch, 2.1)
        assert found.keys() == (ONE,)
        client("ssm").delete_parameter(Name="/none")


@pytest.mark.case("F09")
def test_a_failure_at_the_first_use_is_forgotten_within_seconds(
    secret: Callable[[str], str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ring(f"secretsmanager:{secret(ONE)}")
    down(monkeypatch)
    with pytest.raises(SourceBusy):
        found.keys()
    monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", address)
    with pytest.raises(SourceBusy):
        found.keys()  # whoever comes at the same moment does not wait for the store too
    later(monkeypatch, remote.RETRY_SECONDS + 0.1)
    assert found.keys() == (ONE,)


def test_keys_are_fetched_again_after_some_minutes(
    secret: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ring(f"secretsmanager:{secret(ONE)}")
    assert found.keys() == (ONE,)
    secret(TWO)
    assert found.keys() == (ONE,)
    later(monkeypatch, keyring.FRESH_SECONDS + 1)
    assert found.keys() == (TWO, ONE)


def test_while_the_store_is_down_the_keys_from_before_hold(
    secret: Callable[[str], str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ring(f"secretsmanager:{secret(ONE)}")
    assert found.keys() == (ONE,)
    secret(TWO)
    down(monkeypatch)
    later(monkeypatch, keyring.FRESH_SECONDS + 1)
    assert found.keys() == (ONE,)
    monkeypatch.setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", address)
    assert found.keys() == (ONE,)  # not asked for at every request
    later(monkeypatch, keyring.FRESH_SECONDS + remote.PATIENT_SECONDS + 2)
    assert found.keys() == (TWO, ONE)


def test_a_failed_signature_leads_to_one_look_a_minute(
    secret: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = ring(f"secretsmanager:{secret(ONE)}")
    assert found.keys() == (ONE,)
    secret(TWO)
    fetched = counted(found)
    assert not any(found.renew() for _ in range(100))
    assert fetched == []
    later(monkeypatch, keyring.RENEW_SECONDS + 1)
    assert [found.renew() for _ in range(100)] == [True] + [False] * 99
    assert found.keys() == (TWO, ONE)
    assert len(fetched) == 1


def counted(found: Keyring) -> list[str]:
    fetched: list[str] = []
    fetch = found.stored.fetch

    def noted() -> keyring.Keys:
        fetched.append("again")
        return fetch()

    found.stored.fetch = noted
    return fetched


def test_twenty_at_once_fetch_once(secret: Callable[[str], str]) -> None:
    found = ring(f"secretsmanager:{secret(ONE)}")
    fetched = counted(found)
    got: list[keyring.Keys] = []
    threads = [threading.Thread(target=lambda: got.append(found.keys())) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [(ONE,)] * 20
    assert len(fetched) == 1


def test_who_has_keys_does_not_wait_for_the_one_who_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    found = ring("ssm:/none")
    found.stored.known = (ONE,)
    with found.stored.lock:
        later(monkeypatch, keyring.FRESH_SECONDS + 1)
        assert found.keys() == (ONE,)
        assert not found.renew()


@pytest.mark.parametrize("setting", [f"{ONE},short", "secretsmanager:", "ssm: ", f"ssm:/a,{ONE}", "secret with spaces"])
def test_a_wrong_setting_is_named_at_the_start_and_its_keys_are_not_shown(setting: str) -> None:
    import traceback

    try:
        Settings.read({"TINTYPE_SIGNING_KEYS": setting})
    except ValueError as error:
        said = "".join(traceback.format_exception(error))
        assert str(error).startswith("TINTYPE_SIGNING_KEYS: ")
        assert ONE not in said
        assert "spaces" not in str(error) or "without spaces" in str(error)
    else:
        pytest.fail("it was taken")


@pytest.mark.case("L02")
def test_no_key_is_printed_with_the_settings() -> None:
    settings = Settings.read({"TINTYPE_SIGNING_KEYS": ONE})
    for text in (repr(settings), str(settings), settings.model_dump_json(), repr(settings.model_dump())):
        assert ONE not in text


@pytest.mark.case("L02")
def test_no_key_is_in_the_log(secret: Callable[[str], str], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)  # at DEBUG botocore shows all that it hears, and nobody here turns that on
    arn = secret(f"{ONE},short")
    with pytest.raises(SourceBusy) as caught:
        ring(f"secretsmanager:{arn}").keys()
    assert ONE not in caplog.text + str(caught.value.detail) + str(caught.value.__cause__)
    assert "16 to 256 characters" in caplog.text
