"""The shape of a row: plain data that cannot be changed, with what most formats share as defaults."""

import pytest

from handler.core.formats.measures import Buffers, DecodeCost, EncodeCost
from handler.core.formats.row import STILL, Clients, Format, Magic, Reading, Writing

CLIENTS: Clients = "few"
BARE = Format("odd", "ODD", "image/odd", "odd", "odd", CLIENTS, frozenset())


def test_a_format_can_do_nothing_that_its_row_does_not_say() -> None:
    assert (BARE.alpha, BARE.animation, BARE.quality) == (False, False, False)
    assert (BARE.reading, BARE.writing, BARE.motion, BARE.extra) == (None, None, STILL, "")
    able = BARE._replace(can=frozenset({"alpha", "quality"}), motion=STILL._replace(frames=2))
    assert (able.alpha, able.animation, able.quality) == (True, True, True)


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        BARE.side = 9  # type: ignore[misc]


def test_what_reading_and_writing_take_has_to_be_said() -> None:
    with pytest.raises(TypeError):
        Reading((Magic(b"ODD"),))  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Writing(EncodeCost(1))  # type: ignore[call-arg]
    assert Reading((Magic(b"ODD"),), DecodeCost(1), 4).on
    assert [each.effort for each in Writing(EncodeCost(1), Buffers(4)).paces.balanced] == [0]
