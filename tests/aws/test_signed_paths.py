"""Keys on the way through CloudFront and a Function URL: what is signed of a path, and which key the function reads.

CloudFront signs each request that it makes of the Function URL, and Lambda computes the signature again. The rule for
every service but S3 (AWS, "Create a canonical request": each segment is encoded twice): what is signed is the path of
the request line, encoded once more. botocore does the same, and stands for Lambda here. That CloudFront does so too is
not documented: in 2024 it was reported that names with `+` and `%20` got 403 (aws-samples/image-optimization, "Special
characters in URL file name causing signature mismatch"). docs/deploy.md has the requests that show what AWS does.
"""

import re
from urllib.parse import quote, unquote, urlsplit

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import example, given
from hypothesis import strategies as st

from handler.aws.fronts import FUNCTION_URL, front_of
from handler.core.keys import decode
from tests.support.aws import fronts
from tests.support.aws.template import ROOT, TEMPLATE
from tests.support.processes.asgi_servers import Request

SIGNER = SigV4Auth(Credentials("id", "secret"), "lambda", "us-east-1")
UNTOUCHED = re.compile(r"[A-Za-z0-9/._~-]*")
"""Paths that are signed alike however often they are encoded."""

KEYS = st.text("aé漢👩 +%&=?#!'()*~-._:@,;$[]", min_size=1, max_size=12).filter(lambda key: key.strip("."))
SPELLINGS = st.sampled_from(["", "!'()*", "!$&'()*+,;=:@~"])
"""Characters that a client leaves as they are: none, those of encodeURIComponent, all that a path may have."""


def signed(path: str) -> str:
    """Return what stands for a path in the text that is signed."""
    request = AWSRequest(
        "GET", f"https://x.lambda-url.us-east-1.on.aws{path}", headers={"X-Amz-Date": "20260101T000000Z"}
    )
    return str(SIGNER.canonical_request(request).split("\n")[1])


@given(KEYS, SPELLINGS)
@example("a b+c", "")
@example("%20%2B%25", "")
@example("!'()*", "!'()*")
def test_what_is_signed_gives_back_the_path_to_the_letter(key: str, safe: str) -> None:
    path = f"/images/{quote(key, safe=safe)}"
    assert signed(path) == quote(path, safe="/~")
    assert unquote(signed(path)) == path  # so no two paths are signed alike, and one that is rewritten is refused


@given(KEYS, SPELLINGS)
def test_encoded_once_or_twice_makes_a_difference_for_all_but_plain_names(key: str, safe: str) -> None:
    path = f"/images/{quote(key, safe=safe)}"
    assert (signed(path) == path) == bool(UNTOUCHED.fullmatch(path))


@given(KEYS, SPELLINGS)
@example("%2F", "")
def test_the_function_reads_the_key_of_the_path_that_was_signed(key: str, safe: str) -> None:
    event = fronts.function_url(Request(f"/images/{quote(key, safe=safe)}?w=3"))
    front = front_of(event)
    assert front is FUNCTION_URL
    assert front.path_encoded
    assert decode(event["rawPath"].removeprefix("/images/").encode()) == key


def test_cloudfront_signs_for_lambda_always() -> None:
    access = TEMPLATE["Resources"]["FunctionAccess"]["Properties"]["OriginAccessControlConfig"]
    assert (access["OriginAccessControlOriginType"], access["SigningBehavior"]) == ("lambda", "always")
    assert access["SigningProtocol"] == "sigv4"


@pytest.mark.parametrize("key", ["a b+(1).jpg", "a%20b.jpg"])
def test_the_page_s_try_asks_for_such_keys_in_each_spelling(key: str) -> None:
    page = (ROOT / "docs" / "deploy.md").read_text()
    asked = re.findall(r"curl .*?'https://YOUR-DISTRIBUTION(/images/[^']+)'", page)
    paths = [urlsplit(each).path for each in asked]
    assert key in [decode(path.removeprefix("/images/").encode()) for path in paths]
    assert not any(UNTOUCHED.fullmatch(path) for path in paths)
