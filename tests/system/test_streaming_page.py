"""docs/streaming.md says what the code does: its numbers are those of the code and the template."""

import re

from handler.aws.streaming import CLOSING_RESERVE
from handler.core.limits import MEGABYTE, Limits
from handler.runtime.time_budget import ANSWER_RESERVE, FEED_RESERVE, STREAM_RESERVE
from handler.storage.download import MOST_SECONDS
from handler.storage.s3_client import ATTEMPTS, READ_SECONDS
from handler.web.originals import PIECE_BYTES, WHOLE_BYTES
from handler.web.responses import STREAMED_BYTES
from tests.support.aws.template import ROOT, TEMPLATE

PAGE = (ROOT / "docs" / "streaming.md").read_text()
TIMEOUT = TEMPLATE["Resources"]["Images"]["Properties"]["Timeout"]
ORIGIN = TEMPLATE["Resources"]["Distribution"]["Properties"]["DistributionConfig"]["Origins"][0]["CustomOriginConfig"]
AT_ONCE, PACE, BEGINNING = 6, 2, 2
"""What Lambda streams at once and each second after that, megabytes; seconds before the first byte that are allowed."""


def row(first: str) -> str:
    (found,) = re.findall(rf"^\| {re.escape(first)} \| (.*) \|$", PAGE, re.MULTILINE)
    return str(found)


def carried(seconds: float) -> float:
    """Return the megabytes that so many seconds carry."""
    return AT_ONCE + PACE * (seconds - BEGINNING)


def test_sizes_are_those_of_the_code() -> None:
    assert f"up to {STREAMED_BYTES // MEGABYTE} MB" in row("pictures")
    assert f"up to {Limits().original // MEGABYTE} MB (the limit `original`)" in PAGE
    assert f"{PIECE_BYTES:,}" in row("the first byte of an original")
    assert f"What has up to {WHOLE_BYTES // MEGABYTE} MB is still read whole" in PAGE


def test_waits_are_those_of_the_code() -> None:
    assert row("S3, each next byte").startswith(f"{READ_SECONDS:g} s, three tries")
    assert ATTEMPTS == 3
    assert row("S3, waiting for the bytes of one object together").startswith(f"{MOST_SECONDS:g} s")
    assert f"less {ANSWER_RESERVE:g} s" in row("a request before its first byte")
    assert f"less {STREAM_RESERVE:g} s" in row("an answer under way")
    assert f"less {FEED_RESERVE:g} s" in row("a feed")


def test_waits_are_those_of_the_template() -> None:
    assert row("the function").startswith(f"{TIMEOUT} s |")
    assert row("CloudFront").startswith(f"{ORIGIN['OriginReadTimeout']} s ")
    assert f"or {TIMEOUT - FEED_RESERVE:g} s" in row("`/feeds`")


def test_an_original_at_its_limit_arrives_in_time() -> None:
    assert Limits().original / MEGABYTE <= carried(TIMEOUT)
    assert f"So {TIMEOUT} s carry {carried(TIMEOUT):g} MB" in PAGE
    (seconds,) = re.findall(r"(\d+) s carry the 200 MB", PAGE)
    assert carried(int(seconds)) >= STREAMED_BYTES / MEGABYTE > carried(int(seconds) - 1)


def test_an_answer_is_ended_after_it_could_have_said_that_it_is_late() -> None:
    assert ANSWER_RESERVE > STREAM_RESERVE > CLOSING_RESERVE
