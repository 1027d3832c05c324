"""Identity: what the digest is made of, and where a result lies."""

import platform
import re
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from handler.analysis import faces
from handler.core.formats.catalogue import FORMATS
from handler.core.limits import Limits
from handler.core.source import Fetched, Stored
from handler.core.source_file import SourceFacts
from handler.dialects import native
from handler.generators.placeholder import Placeholder
from handler.recipe import Recipe
from handler.rendering import identity
from handler.rendering.identity import digest, engine, engine_of_deployment, folder, folder_of, result_address
from tests.support.processes.fresh_python import printed

ROOT = Path(__file__).parents[2]
FACTS = [SourceFacts("1", 100)]


def test_a_digest_changes_with_recipe_version_and_limits_that_choose_and_with_nothing_else() -> None:
    recipe = native.parse("w=300", "bee.jpg").recipe
    same = digest(recipe, FACTS, Limits())
    assert same == digest(recipe, [SourceFacts("1", 999)], Limits(side=9))
    others = {
        digest(native.parse("w=301", "bee.jpg").recipe, FACTS, Limits()),
        digest(native.parse("w=300&fm=webp", "bee.jpg").recipe, FACTS, Limits()),
        digest(recipe, [SourceFacts("2", 100)], Limits()),
        digest(recipe, FACTS, Limits(work=1)),
        digest(recipe, FACTS, Limits(memory=100)),
    }
    assert len(others - {same}) == 5


def test_effort_is_part_of_it_whoever_names_it() -> None:
    """A preset that names its effort lies where it lies whatever the setting is; another moves with the setting."""
    open_, said = (native.parse(query, "bee.jpg").recipe for query in ("w=300", "w=300&effort=small"))
    digests = {effort: digest(open_.with_effort(effort), FACTS, Limits()) for effort in ("fast", "balanced", "small")}
    assert len(set(digests.values())) == 3
    for effort in ("fast", "balanced", "small"):
        assert digest(said.with_effort(effort), FACTS, Limits()) == digests["small"]
        assert engine_of_deployment(Limits(), effort).endswith(f" effort-{effort}")


def test_delivery_is_no_part_of_it() -> None:
    plain, kept = (native.parse(f"w=300{more}", "bee.jpg").recipe for more in ("", "&v=2&dl=a&expires=99999999999"))
    assert digest(plain, FACTS, Limits()) == digest(kept, FACTS, Limits())


def test_all_results_of_a_key_lie_in_one_folder_whatever_its_frame_and_orientation() -> None:
    assert folder(Stored(key="a")) == folder(Stored(key="a", frame=1, orientation=6)) != folder(Stored(key="b"))
    assert result_address(Stored(key="a"), "0" * 64) == f"{folder(Stored(key='a'))}/{'0' * 64}"
    assert len(folder(Stored(key="a"))) == 16


def test_a_url_has_a_folder_as_a_key_has_which_its_text_gives() -> None:
    url = "https://a.example/b.jpg"
    assert folder(Fetched(url=url)) == folder(Fetched(url=url, frame=1, orientation=6)) == folder_of(url)
    assert folder_of("a") == folder(Stored(key="a"))
    assert Recipe(source=Fetched(url=url)).keys == (url,)


def test_the_engine_names_everything_that_decides_over_bytes() -> None:
    text = engine()
    assert engine() is text
    for part in ("tintype-", "pillow-", platform.machine()):
        assert part in text
    assert "\n" not in text


def test_codecs_are_told_apart_by_the_hashes_of_a_wheel_or_by_their_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "__file__", str(tmp_path / "PIL" / "Image.py"))
    (tmp_path / "PIL").mkdir()
    text = identity._libraries()
    for part in ("jpeg-", "webp-", "avif-", "aom-", "zlib-", "lcms-", "tiff-", "openjpeg-"):
        assert part in text
    assert "None" not in text
    (tmp_path / "pillow.libs").mkdir()
    seen = {text}
    for name in ("libwebp-51b0b3f7.so.7.2.0", "libavif-c6062d5f.so.16.4.2"):
        (tmp_path / "pillow.libs" / name).touch()
        seen.add(identity._libraries())
    assert len(seen) == 3


def test_the_versions_of_the_extras_are_part_of_it_and_of_every_extra_of_a_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version of what draws an SVG, or writes a JPEG XL, makes other bytes of the same recipe."""
    monkeypatch.setattr(Image, "__file__", str(tmp_path / "PIL" / "Image.py"))
    (tmp_path / "Pillow-12.0.0.dist-info").mkdir()
    assert identity._extras() == ""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    needed = [package for row in FORMATS.values() if row.extra for package in declared[row.extra]]
    names = {re.split("[<>=~]", package)[0].replace("-", "_") for package in needed}
    assert {f"{name}-" for name in names} == {*identity.EXTRAS}
    seen = {""}
    for name in sorted(names):
        (tmp_path / f"{name}-1.2.dist-info").mkdir()
        seen.add(identity._extras())
        (tmp_path / f"{name}-1.2.dist-info").rename(tmp_path / f"{name}-1.3.dist-info")
        seen.add(identity._extras())
    assert len(seen) == 1 + 2 * len(names)


def test_the_version_of_libvips_is_part_of_it_beside_any_pillow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image, "__file__", str(tmp_path / "PIL" / "Image.py"))
    seen = {identity._libraries()}
    for name in ("pyvips_binary.libs/libvips-e42572c0.so.42", "pyvips_binary.libs/libvips-0a1b2c3d.so.42"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
        seen.add(identity._libraries())
    assert len(seen) == 3
    assert all("jpeg-" in text for text in seen)  # this Pillow has no libraries of its own
    (tmp_path / "pillow.libs").mkdir()
    (tmp_path / "pillow.libs" / "libwebp-51b0b3f7.so.7.2.0").touch()
    assert "jpeg-" not in identity._libraries()


def test_to_name_the_libraries_none_of_them_is_loaded() -> None:
    program = (
        "from handler.rendering.identity import engine; engine(); print('libvips' in open('/proc/self/maps').read())"
    )
    assert printed(program) == "False"


def test_where_no_faces_are_found_no_detector_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra decides what crop=smart keeps, and so it is part of what decides the bytes."""
    assert identity._detector().startswith(faces.DETECTOR)
    monkeypatch.setattr(faces, "installed", lambda: False)
    assert identity._detector() == ""


def test_a_made_picture_has_a_folder_of_its_words_whatever_its_frame() -> None:
    made = native.parse_made("size=30x20", Placeholder).recipe.source
    other = native.parse_made("size=30x21", Placeholder).recipe.source
    assert folder(made) == folder(made.model_copy(update={"frame": 1})) != folder(other)
