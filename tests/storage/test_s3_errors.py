"""S3 errors: what each error of S3, botocore and the network means to a client, told without a name of the store."""

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)
from urllib3.exceptions import ProtocolError

from handler import errors
from handler.storage.s3_errors import (
    MEANING,
    WriteConflict,
    code,
    denied,
    expired,
    s3_error,
    translated,
    translated_write,
)


def refused(code: str, operation: str = "GetObject") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "the bucket prefixed"}}, operation)


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (refused("NoSuchKey"), errors.NotFound),
        (refused("AccessDenied"), errors.NotFound),
        (refused("404"), errors.NotFound),
        (refused("InvalidObjectState"), errors.Archived),
        (refused("SlowDown"), errors.SourceBusy),
        (refused("503", "HeadObject"), errors.SourceBusy),
        (refused("503"), errors.SourceUnusable),
        (refused("InternalError"), errors.SourceUnusable),
        (refused("ExpiredToken"), errors.SourceUnusable),
        (refused("NoSuchBucket"), errors.SourceUnusable),
        (EndpointConnectionError(endpoint_url="http://x"), errors.SourceBusy),
        (ConnectTimeoutError(endpoint_url="http://x"), errors.SourceBusy),
        (ReadTimeoutError(endpoint_url="http://x"), errors.DeadlineExceeded),
        (NoCredentialsError(), errors.SourceUnusable),
        (ProtocolError("broken"), errors.SourceUnusable),
        (ConnectionResetError(), errors.SourceUnusable),
    ],
)
def test_every_fault_of_the_store_is_told_without_its_names(cause: Exception, kind: type[errors.ImageError]) -> None:
    with pytest.raises(kind) as caught, translated():
        raise cause
    assert "prefixed" not in caught.value.detail
    assert "http" not in caught.value.detail


def test_a_bug_stays_a_bug() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError


def test_every_fault_has_an_error_that_knows_its_word() -> None:
    for word, (kind, _) in MEANING.items():
        error = s3_error(word)
        assert (type(error), error.fault) == (kind, word)


def test_denied_is_not_missing_though_the_answer_is_the_same() -> None:
    assert denied(s3_error("denied"))
    assert not denied(s3_error("missing"))
    assert s3_error("denied").detail == s3_error("missing").detail


@pytest.mark.parametrize(
    ("cause", "newer"),
    [(refused("ExpiredToken"), True), (refused("SignatureDoesNotMatch"), False), (NoCredentialsError(), False)],
)
def test_only_expired_credentials_may_be_had_anew(cause: Exception, newer: bool) -> None:
    with pytest.raises(errors.SourceUnusable) as caught, translated():
        raise cause
    assert expired(caught.value) is newer


@pytest.mark.parametrize("said", ["PreconditionFailed", "ConditionalRequestConflict", "412", "409", "NoSuchKey", "404"])
def test_whoever_loses_a_race_is_told_so_and_why(said: str) -> None:
    with pytest.raises(WriteConflict) as caught, translated_write():
        raise refused(said, "PutObject")
    assert code(caught.value.__cause__) == said


def test_what_else_hinders_a_write_is_no_lost_race() -> None:
    with pytest.raises(errors.SourceBusy), translated_write():
        raise refused("SlowDown", "PutObject")
    with pytest.raises(ZeroDivisionError), translated_write():
        raise ZeroDivisionError


def test_an_answer_with_too_many_headers_is_known_by_what_caused_it() -> None:
    cause = ProtocolError("broken")
    cause.__cause__ = RuntimeError("got more than 100 headers")
    with pytest.raises(errors.SourceUnusable) as caught, translated():
        raise cause
    assert caught.value.fault == "headers"
