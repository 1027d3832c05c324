"""Every block of code of the pages is run, held to what its program understands, or marked with the reason why not."""

from collections import Counter

import pytest

from tests.support.code_blocks.asking import Pages
from tests.support.code_blocks.checks import UnknownBlockError, check
from tools.manual.contents import ROOT
from tools.manual.markdown import Block
from tools.manual.marks import Mark, Shown, shown

BLOCKS = [*shown()]
CHECKED = [each for each in BLOCKS if each.mark.kind in {"", "run with:"}]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("pictures"))


def settings(mark: Mark) -> dict[str, str]:
    return dict(word.split("=", 1) for word in mark.text.split(" TINTYPE_") if word) if mark.kind else {}


def earlier(each: Shown) -> list[Block]:
    """Return what stands on a page before a block, and is run."""
    return [other.block for other in CHECKED if other.page == each.page and other.block.line < each.block.line]


@pytest.mark.parametrize("each", CHECKED, ids=str)
def test_a_block_does_what_it_should(asked: Pages, each: Shown) -> None:
    try:
        check(each.block, asked, settings(each.mark), earlier(each))
    except UnknownBlockError as why:
        pytest.fail(f"{each}: {why}. Above it should stand <!-- not run: why --> or <!-- run by tests/... -->")


@pytest.mark.parametrize("each", [each for each in BLOCKS if each.mark.kind == "run by"], ids=str)
def test_who_is_said_to_run_a_block_knows_its_page(each: Shown) -> None:
    assert each.page.stem in (ROOT / each.mark.text).read_text()


@pytest.mark.parametrize("each", [each for each in BLOCKS if each.mark.kind == "not run:"], ids=str)
def test_nothing_is_marked_that_could_be_run(asked: Pages, each: Shown) -> None:
    with pytest.raises((UnknownBlockError, AssertionError, SystemExit)):
        check(each.block, asked, {})


def test_blocks_that_are_wrong_are_found(asked: Pages) -> None:
    for language, text, said in (
        ("sh", "curl http://127.0.0.1:8000/images/bee.jpg?w=0 # 200", "400"),
        ("sh", "TINTYPE_SORCE=samples tintype serve", "TINTYPE_SORCE"),
        ("sh", "tintype srve", "2"),
        ("html", '<img src="/images/bee.jpg?w=300" srcset="/images/bee.jpg?widht=600 2x">', "widht"),
        ("json", '{"ops": [{"op": "rezise"}], "source": {"key": "bee.jpg"}}', "rezise"),
        ("json", '{"thumb": "widht=300"}', "widht"),
        ("python", "from tintype.client import sing", "sing"),
        ("", "/images/bee.jpg?widht=300", "widht"),
        ("", "TINTYPE_UNSIGNED=everybody", "TINTYPE_UNSIGNED"),
    ):
        with pytest.raises((Exception, SystemExit), match=said):
            check(Block(1, language, text, ""), asked, {})


def test_most_blocks_are_run() -> None:
    counted = Counter(each.mark.kind for each in BLOCKS)
    assert counted["not run:"] * 4 < len(BLOCKS)
