"""Edits writer: the order of members says what the order of operations was."""

import pytest

from handler.dialects.aws.edits import ops_of
from handler.dialects.aws.edits_writer import written_edits
from handler.errors import Inexpressible
from tests.support.requests.foreign_pictures import ops

QUERIES = (
    "rect=0,0,30,20&w=100&fit=clip",
    "w=100&fit=clip;rect=0,0,30,20",
    "flip=hv&rot=90&w=100&fit=clip",
    "w=100&fit=clip;rot=90",
    "trim=color&trim-color=fff&trim-tol=20",
    "trim=auto",
    "w=9&h=9&fit=facearea&faceindex=2;bg=f00;sat=-100",
    "w=9&h=9&fit=facearea",
    "blur=3;sat=-100",
    "sat=-100;sat=-50;hue=30",
    "w=100&fit=clip&mask=circle;trim=auto;rot=90",
    "mark=owl.png&mark-pad=0;auto-contrast=100;mono=f00;invert=true",
)


def test_what_is_written_reads_as_the_same_operations() -> None:
    for query in QUERIES:
        assert ops_of(written_edits(ops(query)), lambda key, _: key) == ops(query), query


@pytest.mark.parametrize("query", ["sepia=50", "mask=ellipse", "blur=3;blur=4", "sat=20;sat=30", "pad=3"])
def test_what_edits_cannot_say_is_named(query: str) -> None:
    with pytest.raises(Inexpressible):
        written_edits(ops(query))
