"""Origin errors: each failure is one word and one error, and says nothing of the host."""

import ssl
from http.client import BadStatusLine, HTTPException, LineTooLong, RemoteDisconnected

import pytest

from handler.errors import ImageError
from handler.storage import s3_errors
from handler.storage.https.origin_errors import ORIGIN_FAULTS, as_origin_errors, origin_error, refusal


@pytest.mark.parametrize("word", ORIGIN_FAULTS)
def test_a_word_that_the_store_has_too_is_handled_alike(word: str) -> None:
    error = origin_error(word)
    assert (type(error), error.fault) == (ORIGIN_FAULTS[word][0], word)
    if word in s3_errors.MEANING and word != "unwell":  # another host is no S3: it is asked again later
        assert isinstance(error, s3_errors.MEANING[word][0])


@pytest.mark.parametrize(
    ("raised", "word"),
    [
        (ssl.SSLCertVerificationError("images.example.com"), "certificate"),
        (ssl.SSLEOFError("EOF"), "broken"),
        (TimeoutError(), "slow"),
        (ConnectionResetError(), "broken"),
        (RemoteDisconnected("x"), "broken"),
        (BadStatusLine("x"), "broken"),
        (HTTPException("got more than 100 headers"), "headers"),
        (LineTooLong("header line"), "headers"),
        (LineTooLong("chunk size"), "broken"),
    ],
)
def test_what_breaks_is_told_in_a_word(raised: Exception, word: str) -> None:
    with pytest.raises(ImageError) as caught, as_origin_errors():
        raise raised
    assert caught.value.fault == word
    assert "example" not in caught.value.detail


def test_a_bug_and_an_error_of_ours_stay_what_they_are() -> None:
    for error in (ZeroDivisionError(), origin_error("private")):
        with pytest.raises(type(error)) as caught, as_origin_errors():
            raise error
        assert caught.value is error


def test_a_status_that_nobody_knows_is_a_refusal() -> None:
    assert [refusal(status).fault for status in (299, 399, 499, 599, 999)] == [
        "odd",
        "odd",
        "refused",
        "unwell",
        "unwell",
    ]
