"""Breaking: where lines end, and what is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.typography.breaking import ELLIPSIS, Paragraph
from handler.typography.clusters import clusters
from handler.typography.typefaces import Face, checked_text, included
from tests.support.hard_texts import FONTS, HARD_TEXTS
from tests.support.strategies.generators import TEXTS

PACK = [Face(path.stem, path.read_bytes) for path in sorted(FONTS.glob("Noto[CS][ao][ln]*"))]
FACES = (*included("bold"), *PACK)


def paragraph(text: str) -> Paragraph:
    return Paragraph.of(checked_text(text, FACES, "text"), FACES)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two  three", "one |two |three"),
        ("well-known/a -- b", "well-|known/|a |-- |b"),
        ("日本語の「文字」、行。", "日|本|語|の|「文|字」、|行。"),
        ("東京タワー 333m", "東|京|タ|ワー |333m"),
        ("한국어", "한|국|어"),
        ("ไทย\u200bไม่", "ไทย\u200b|ไม่"),
        ("בית-ספר", "בית-|ספר"),
        ("a\u00a0b c", "a\u00a0b |c"),
    ],
)
def test_a_line_may_end_where_readers_expect_it(text: str, pieces: str) -> None:
    made = Paragraph.of(text, FACES)
    assert "|".join(made.line(span) for span in made.pieces()) == pieces.replace("two |three", "two  |three")


def test_a_word_that_is_wider_than_its_column_is_broken_between_clusters() -> None:
    made = paragraph("क्षत्रियक्षत्रियक्षत्रिय")
    lines, whole = made.broken(made.width(0, len(made.text)) / 2)
    assert not whole
    assert len(lines) > 1
    assert "".join(lines) == made.text
    ends = {end for _, end in clusters(made.text)}
    assert {len("".join(lines[: number + 1])) for number in range(len(lines))} <= ends


@given(TEXTS | st.sampled_from([text for text in HARD_TEXTS.values() if "\n" not in text]), st.floats(2, 30))
def test_lines_lose_nothing_and_keep_to_their_column(text: str, width: float) -> None:
    made = paragraph(text)
    lines, whole = made.broken(width)
    assert "".join(lines).replace(" ", "") == made.text.replace(" ", "")
    for line in lines:
        assert made.measured(line) <= width or len(list(clusters(line))) == 1
    if whole:
        assert " ".join(lines).split() == [*" ".join(lines).split()]


@given(TEXTS, st.floats(3, 20), st.integers(2, 4))
def test_balanced_lines_are_not_wider_nor_more(text: str, width: float, most: int) -> None:
    made = paragraph(text)
    lines, whole = made.broken(width)
    if whole and len(lines) <= most:
        even = made.balanced(width, len(lines))
        assert len(even) <= len(lines)
        assert max(map(made.measured, even)) <= width


@pytest.mark.parametrize(
    ("keep", "ellipsis", "expected"),
    [
        ("start", False, "one two "),
        ("start", True, "one two\u2026"),
        ("end", True, "\u2026four five"),
        ("middle", True, "one \u2026five"),
    ],
)
def test_a_line_is_cut_at_the_end_that_is_not_kept(keep: str, ellipsis: bool, expected: str) -> None:
    made = paragraph("one two three four five")
    width = made.measured(expected) + 0.02
    assert made.cut(width, keep=keep, ellipsis=ellipsis) == expected


@given(TEXTS, st.floats(2, 30), st.sampled_from(["start", "middle", "end"]), st.booleans())
def test_a_cut_line_fits(text: str, width: float, keep: str, ellipsis: bool) -> None:
    made = paragraph(text)
    cut = made.cut(width, keep=keep, ellipsis=ellipsis)
    assert cut
    assert made.measured(cut) <= width or len(list(clusters(cut.replace(ELLIPSIS, "")))) == 1


def test_a_shortened_text_ends_in_an_ellipsis_without_a_sign_before_it() -> None:
    made = paragraph("one, two, three")
    assert made.shortened(made.measured("one,\u2026") + 0.1) == "one\u2026"
