"""Signed links, as the tests make them, and how a refusal looks."""

from httpx2 import Response

KEY = "a-key-of-the-tests-no-other"
OTHER = "another-key-of-the-tests"
PICTURE = "/images/citrus.jpg?w=40&h=30&fm=png"
GUARDED = {"unsigned": frozenset(), "signing_keys": KEY}
"""Settings with which nothing passes without a signature."""


def refused(answer: Response) -> bool:
    """Return whether an answer is a 403 that says no more than that."""
    said = answer.json()
    assert set(said) == {"type", "title", "status", "detail", "request"}
    return (said["status"], said["detail"]) == (403, "this request is not allowed")
