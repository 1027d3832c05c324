"""Version 2: the module of its row."""

from handler.dialects.iiif import version2
from handler.dialects.interface import PictureReply
from tests.support.requests.iiif_requests import asked


def test_its_sizes_have_no_caret_and_may_enlarge() -> None:
    reply = version2.parse(asked("a.jpg/full/600,/0/default.jpg", 2))
    assert isinstance(reply, PictureReply)
    assert version2.write(reply) == "a.jpg/full/600,/0/default.jpg"


def test_what_it_offers_is_told() -> None:
    picture, information = version2.operations()
    assert (picture.name, information.name) == ("iiif2", "iiif2-info")
    assert information.answers == "document"
