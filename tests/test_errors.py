"""The tree of errors, and that its drawing at the top of the file tells the truth."""

import re

import pytest

from handler import errors
from handler.errors import ImageError


def test_the_drawing_names_every_error_with_its_status() -> None:
    drawn = dict(re.findall(r"── (\w+)\s+(\d{3})  ", errors.__doc__ or ""))
    assert drawn == {kind.__name__: str(kind.status) for kind in ImageError.tree()}


def test_the_drawing_shows_who_descends_from_whom() -> None:
    lines = (errors.__doc__ or "").splitlines()
    depth = {match[2]: len(match[1]) for line in lines if (match := re.match(r"([│├└─ ]+)(\w+) +\d{3}", line))}
    for kind in ImageError.tree():
        parent = kind.__bases__[0]
        if parent is not ImageError:
            assert depth[kind.__name__] > depth[parent.__name__]


def test_slugs_are_unique_and_plain() -> None:
    slugs = [kind.slug() for kind in ImageError.tree()]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", slug) for slug in slugs)


@pytest.mark.parametrize("kind", ImageError.tree())
def test_every_error_says_what_it_is(kind: type[ImageError]) -> None:
    assert kind.__doc__
    assert kind.title
    assert 400 <= kind.status <= 599
    assert kind.status not in {406, 429}


def test_an_unknown_fact_is_left_out() -> None:
    assert errors.InvalidParameter("w", parameter="w", nearest=None).facts == {"parameter": "w"}
