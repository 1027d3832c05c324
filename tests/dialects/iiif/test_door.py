"""Door: each shape of address becomes its reply; nothing else of a query is taken, and no text crashes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.dialects.iiif import version2, version3
from handler.dialects.iiif.door import base_uri
from handler.dialects.interface import FactsReply, PictureReply, PreflightReply, RedirectReply
from handler.errors import ImageError, InvalidParameter
from tests.support.requests.iiif_requests import addresses, asked


def test_the_base_uri_leads_to_the_information() -> None:
    assert version3.parse(asked("a%2fb.jpg")) == RedirectReply("/iiif/3/a%2Fb.jpg/info.json")
    assert version2.parse(asked("a/b.jpg", 2)) == RedirectReply("/iiif/2/a%2Fb.jpg/info.json")
    assert version3.parse(asked("a.jpg", prefix="/")) == RedirectReply("/a.jpg/info.json")


def test_what_a_browser_asks_first_is_answered_for_every_path() -> None:
    assert version3.parse(asked("nonsense//", method="OPTIONS")) == PreflightReply(("GET", "HEAD", "OPTIONS"))


def test_the_information_tells_the_base_uri_as_the_viewer_has_it() -> None:
    for base, origin, root in (
        ("https://img.example.com/x", "", "https://img.example.com/x"),
        ("", "http://localhost:8000", "http://localhost:8000"),
        ("/img", "http://localhost:8000", "http://localhost:8000/img"),
        ("", "", ""),
    ):
        assert base_uri(asked("x", base=base, origin=origin), "a/b.jpg") == f"{root}/iiif/3/a%2Fb.jpg"
    reply = version3.parse(asked("a/b.jpg/info.json?expires=9"))
    assert isinstance(reply, FactsReply)
    assert reply.document
    told = {"source": {"width": 3, "height": 2}}
    assert reply.document.write(told, asked("x").limits)["id"] == "https://img.example.com/iiif/3/a%2Fb.jpg"
    assert reply.document.headers["vary"] == "Accept"
    assert (reply.bare, reply.delivery.expires) == (True, 9)


@pytest.mark.parametrize("query", ["w=300", "fm=png", "expires=x", "a", "expires=1&expires=2"])
def test_nothing_else_is_taken_of_a_query(query: str) -> None:
    for path in ("a.jpg", "a.jpg/info.json", "a.jpg/full/max/0/default.jpg"):
        with pytest.raises(InvalidParameter):
            version3.parse(asked(f"{path}?{query}"))


def test_what_a_link_expires_is_kept() -> None:
    reply = version3.parse(asked("a.jpg/full/max/0/default.jpg?expires=99&s=x"))
    assert isinstance(reply, PictureReply)
    assert reply.delivery.expires == 99


HOSTILE = st.text(st.sampled_from("%/.,!^:0159aefjlmnptux\x00\\é٣+- "), max_size=40)
PARTS = st.lists(HOSTILE | addresses(3).map(lambda text: text.partition("/")[2]), min_size=1, max_size=6)


@given(PARTS.map("/".join))
def test_no_text_crashes_it(text: str) -> None:
    for module, edition in ((version3, 3), (version2, 2)):
        try:
            module.parse(asked(text, edition))
        except ImageError as error:
            assert error.status < 500
