"""Bidi: lines ordered as Unicode Standard Annex 9 says."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.typography.bidi import BRACKETS, direction, embedding_levels, reordered

UNICODE = Path("/usr/share/unicode")
"""Unicode's own tests, where the operating system has them (Debian's package unicode-data)."""

CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "B", "S"}


def visual(text: str) -> str:
    """Return a line in the order in which it stands, brackets as they were written."""
    return "".join(char for char, _ in reordered(list(zip(text, embedding_levels(text, direction(text)), strict=True))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Tintype", "L"), ("שלום", "R"), ("مرحبا", "R"), ("2024 – שלום", "R"), ("(a) שלום", "L"), ("123", "L")],
)
def test_a_paragraph_runs_as_its_first_letter(text: str, expected: str) -> None:
    assert direction(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tintype 2024", "Tintype 2024"),
        ("שלום", "םולש"),
        ("שלום 123 עולם", "םלוע 123 םולש"),
        ("שלום AWS Lambda", "AWS Lambda םולש"),
        ("שלום (AWS) 2024", "2024 )AWS( םולש"),
        ("abc (שלום) def", "abc (םולש) def"),
        ("car is THE CAR in אבג", "car is THE CAR in גבא"),
        ("מחיר: 12.50-15 ₪", "₪ 12.50-15 :ריחמ"),
        ("عدد ١٢٣-٤٥ كم", "مك ٤٥-١٢٣ ددع"),
        ("בית-ספר", "רפס-תיב"),
        ("א +1-2 ב", "ב 1-2+ א"),
        ("a שלום 12:30 b", "a 12:30 םולש b"),
    ],
)
def test_a_line_stands_in_the_order_in_which_it_is_read(text: str, expected: str) -> None:
    assert visual(text) == expected


@pytest.mark.parametrize(
    ("codes", "base", "expected"),
    [  # worked out by hand from the rules that are named
        (
            "05D0 0028 0061 0029",
            "R",
            [1, 1, 2, 1],
        ),  # N0 c2: what is inside runs the other way, and so does what is before
        ("0061 0028 05D0 0029 0062", "L", [0, 0, 1, 0, 0]),  # N0 b
        ("05D0 0028 0061 05D0 0029", "R", [1, 1, 2, 1, 1]),  # N0 b: one letter inside as the paragraph is enough
        ("0627 0031 002E 0032", "R", [1, 2, 2, 2]),  # W2 and W4: Arabic digits keep their point
        ("05D0 0024 0031", "R", [1, 2, 2]),  # W5
        ("05D0 0301 0062", "R", [1, 1, 2]),  # W1
        ("05D0 0020 0020", "L", [1, 0, 0]),  # L1
        ("05D0 200D 05D1", "L", [1, 1, 1]),  # a joiner is part of what is before
        ("0061 3008 05D0 3009", "L", [0, 0, 1, 0]),
        ("0061 2329 05D0 3009", "L", [0, 0, 1, 0]),  # two brackets that are canonically equal
    ],
)
def test_the_rules_of_the_annex(codes: str, base: str, expected: list[int]) -> None:
    text = "".join(chr(int(code, 16)) for code in codes.split())
    assert embedding_levels(text, "R" if base == "R" else "L") == expected


def test_brackets_are_pairs_that_are_mirrored() -> None:
    assert len(BRACKETS) == 64
    for opening, closing in BRACKETS.items():
        assert unicodedata.mirrored(opening)
        assert unicodedata.mirrored(closing)
        assert (unicodedata.category(opening), unicodedata.category(closing)) == ("Ps", "Pe")


@given(st.text(st.sampled_from("aאע1٣ +,.(){}[]\u0301\u05b0\u200d"), max_size=40), st.sampled_from(["L", "R"]))
def test_ordering_loses_nothing(text: str, base: str) -> None:
    found = embedding_levels(text, "R" if base == "R" else "L")
    assert len(found) == len(text)
    assert sorted(reordered(list(zip(text, found, strict=True)))) == sorted(zip(text, found, strict=True))


def test_more_brackets_than_any_text_has_take_no_longer_than_their_number() -> None:
    assert embedding_levels("א" + "(" * 1000, "R") == [1] * 1001


@pytest.mark.skipif(not (UNICODE / "BidiCharacterTest.txt").exists(), reason="unicode-data is not installed")
def test_unicodes_own_tests_of_characters_pass() -> None:
    held = 0
    for line in (UNICODE / "BidiCharacterTest.txt").read_text().splitlines():
        told = line.partition("#")[0].strip()
        if not told:
            continue
        codes, paragraph, _, wanted, order = told.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        if {unicodedata.bidirectional(char) for char in text} & CONTROLS:
            continue
        found = embedding_levels(text, direction(text) if paragraph == "2" else "LR"[int(paragraph)])  # type: ignore[arg-type]
        expected = [(at, int(level)) for at, level in enumerate(wanted.split()) if level != "x"]
        assert [(at, found[at]) for at, _ in expected] == expected
        assert [at for at, _ in reordered(expected)] == [int(at) for at in order.split()]
        held += 1
    assert held > 90_000
