"""Signed links, and how a refusal looks."""

from httpx2 import Response

KEY = "a-key-of-the-tests-no-other"
OTHER = "another-key-of-the-tests"
PICTURE = "/images/citrus.jpg?w=40&h=30&fm=png"
GUARDED = {"unsigned": frozenset(), "signing_keys": KEY}
"""Settings with which nothing passes without a signature."""


def refused(answer: Response) -> bool:
    """Return whether an answer is a 403 that says no more of the signature than that it is needed, or not right."""
    said = answer.json()
    assert set(said) - {"parameter"} == {"type", "title", "status", "detail", "request"}
    if any(pair.startswith("s=") for pair in answer.request.url.query.decode().split("&")):
        return (said["status"], said["detail"]) == (403, "this request is not allowed")
    assert said["detail"].startswith("without a signature ")
    return (said["status"], said["detail"].endswith("; a signed link is")) == (403, True)
