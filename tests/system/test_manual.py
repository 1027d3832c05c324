"""The manual: each page stands in its table of contents once, and what the builder of the site reads is in order."""

from collections import Counter
from pathlib import Path
from posixpath import normpath

import pytest

from tools.manual.contents import PARTS, Entry, entries, pages
from tools.manual.markdown import anchors, blocks, links, relinked, slug
from tools.manual.python_markdown import python_markdown
from tools.manual.site import stage, staged

ENTRIES = entries()
NAMES = {entry.path: entry.staged for entry in ENTRIES}


def test_every_page_stands_in_the_table_once_and_every_line_has_its_page() -> None:
    counted = Counter(entry.path for entry in ENTRIES)
    assert sorted(pages() - counted.keys()) == [], "a page has no line in docs/site/nav.toml"
    assert sorted(counted.keys() - pages()) == [], "a line of docs/site/nav.toml has no page"
    assert [path for path, count in counted.items() if count > 1] == []


def test_there_are_four_parts_and_no_name_twice_in_one() -> None:
    assert tuple(dict.fromkeys(entry.groups[0] for entry in ENTRIES)) == PARTS
    assert ENTRIES[0].staged == "index.md"
    assert max(Counter((entry.groups, entry.title) for entry in ENTRIES).values()) == 1
    assert max(Counter(entry.staged for entry in ENTRIES).values()) == 1


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "made"
    stage(folder)
    return folder / "pages"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_link_of_a_page_of_the_site_leads_to_a_page_or_picture_of_it(site: Path, entry: Entry) -> None:
    for link in links((site / entry.staged).read_text()):
        name, _, anchor = link.target.partition("#")
        if ":" not in name:
            file = site / normpath(Path(entry.staged).parent / name) if name else site / entry.staged
            assert file.is_file(), link
            assert not anchor or anchor in anchors(file.read_text()), link


def test_a_link_to_code_leads_to_the_address_that_is_given_or_becomes_its_text() -> None:
    page = next(entry for entry in ENTRIES if entry.name == "architecture.md")
    assert "[`app`](../handler/app.py)" in page.path.read_text()
    assert "[`app`](https://git.example.com/blob/main/handler/app.py)" in staged(
        page, NAMES, "https://git.example.com/blob/main/"
    )
    plain = staged(page, NAMES, "")
    assert "[`app`]" not in plain
    assert "`app`" in plain


PAGE = """# One `thing` & another

A [link](a.md#b), `[none](c.md)` and [![both](d.png)](e.md).
- item

    like code, but of the item

Text

    code

<!-- [not](f.md) -->
```sh said
[neither](g.md)
```

## Again
## Again
<a id="named"></a>
"""


def test_a_page_is_read_as_hosts_of_repositories_read_it() -> None:
    assert [link.target for link in links(PAGE)] == ["a.md#b", "e.md", "d.png"]
    assert anchors(PAGE) == {"one-thing--another", "again", "again-1", "named"}
    assert slug("`fit`: *how*, [see](x.md)") == "fit-how-see"
    assert [(block.line, block.info, block.text) for block in blocks(PAGE)] == [
        (10, "", "code\n"),
        (13, "sh said", "[neither](g.md)\n"),
    ]


def test_links_are_changed_and_nothing_else() -> None:
    assert relinked(PAGE, lambda link: f"[{link.text}]({link.target})").replace("![", "[") == PAGE.replace("![", "[")
    assert "`[none](c.md)` and <>" in relinked(PAGE, lambda _: "<>")


LISTS = """A paragraph,
- an item
  that goes on
- another
1. a number:

   ```sh more
   - not an item
   ```

   A paragraph.
2. the next

```
end
```
"""
READ = """A paragraph,

- an item
    that goes on
- another
1. a number:

    ```sh
    - not an item
    ```

    A paragraph.

2. the next

```
end
```
"""


def test_lists_and_fences_are_said_as_the_builder_reads_them() -> None:
    assert python_markdown(LISTS) == READ
