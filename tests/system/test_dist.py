"""What is published, without building it: one version, zips of the same bytes. `make slow SUITE=dist` builds it."""

import os
import zipfile
from pathlib import Path

import pytest

from tools.dist import release_of, zipped

ROOT = Path(__file__).parents[2]
NOON = 1_700_000_000


def tree(folder: Path, project: str = "1.2.0", own: str = "1.2.0", changes: str = "[1.2.0] - 2026-01-31") -> Path:
    (folder / "handler").mkdir()
    (folder / "pyproject.toml").write_text(f'[project]\nversion = "{project}"\n')
    (folder / "handler" / "__init__.py").write_text(f'__version__ = "{own}"\n')
    (folder / "CHANGELOG.md").write_text(f"# Changelog\n\n## {changes}\n\n## [1.1.0] - 2025-01-31\n")
    return folder


def test_a_version_with_a_date_is_released(tmp_path: Path) -> None:
    assert release_of(tree(tmp_path), unreleased=False) == ("1.2.0", "1.2.0")


def test_one_without_is_built_where_that_is_asked_for_and_called_so(tmp_path: Path) -> None:
    tree(tmp_path, changes="[1.2.0] - unreleased")
    assert release_of(tmp_path, unreleased=True) == ("1.2.0", "1.2.0-unreleased")
    with pytest.raises(ValueError, match=r"CHANGELOG.md calls 1.2.0 unreleased: date it, or say UNRELEASED=yes"):
        release_of(tmp_path, unreleased=False)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"own": "1.2.1"}, r"1.2.0 by pyproject.toml, 1.2.1 by handler/__init__.py, 1.2.0 by CHANGELOG.md"),
        ({"project": "1.3.0"}, r"1.3.0 by pyproject.toml, 1.2.0 by handler"),
        ({"changes": "[1.3.0] - 2026-01-31"}, r"1.3.0 by CHANGELOG.md"),
        ({"changes": "1.2.0"}, r"1.1.0 by CHANGELOG.md"),
        ({"changes": "[1.2.0] - soon"}, r"CHANGELOG.md dates 1.2.0 'soon': write 2026-01-31, or unreleased"),
    ],
)
def test_a_version_told_in_two_ways_is_refused(told: dict[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said):
        release_of(tree(tmp_path, **told), unreleased=True)


def test_this_tree_tells_one_version() -> None:
    assert release_of(ROOT, unreleased=True)


def test_a_zip_has_the_same_bytes_whenever_its_files_were_written_and_in_what_order(tmp_path: Path) -> None:
    written = []
    for folder, names, seconds in (("a", ["run", "b/c.py"], NOON), ("other", ["b/c.py", "run"], NOON + 86_400)):
        for name in names:
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)
            path.chmod(0o755 if name == "run" else 0o644)
            os.utime(path, (seconds, seconds))
        zipped(tmp_path / folder, tmp_path / f"{folder}.zip", NOON)
        written.append((tmp_path / f"{folder}.zip").read_bytes())
    assert written[0] == written[1]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        kept = {entry.filename: (entry.external_attr >> 16 & 0o777, entry.date_time) for entry in archive.infolist()}
    assert kept == {"b/c.py": (0o644, (2023, 11, 14, 22, 13, 20)), "run": (0o755, (2023, 11, 14, 22, 13, 20))}
