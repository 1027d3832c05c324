"""Identity: one digest of all that decides a result's bytes. It is the ETag, and the result's address in a store."""

import platform
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, features
from PIL import __version__ as pillow_version

from handler import __version__
from handler.analysis import faces
from handler.core.formats.measures import Effort
from handler.core.limits import Limits
from handler.core.source import Fetched, Picked, Stored
from handler.core.source_file import SourceFacts
from handler.recipe import Recipe, digest_of_text
from handler.typography.fontpacks import fonts_mark

BUNDLES = ("pillow.libs", "pyvips_binary.libs")
"""Folders of the libraries that come in wheels."""

EXTRAS = ("pi_heif-", "pillow_jxl_plugin-", "pypdfium2-", "resvg_py-")
"""Packages that the extras of formats bring, as their folders in an installation begin."""

RENDER = 5
"""A version: raised by one whenever the same recipe comes to give other pixels or bytes than before."""


@cache
def engine() -> str:
    """Return what decides the bytes beside the recipe: versions of this package, Pillow and codecs, and the machine.

    Where the extra `faces` is installed, what finds faces is named too: crop=smart keeps them then. So are the
    packages of formats' extras.
    """
    found = f"tintype-{__version__}.{RENDER} pillow-{pillow_version} {_libraries()} {platform.machine()}"
    return " ".join(filter(None, (found, _detector(), _extras())))


def _extras() -> str:
    """Return the packages and versions of the formats' extras, empty where there is none. Nothing is imported."""
    folders = sorted(path.stem for path in Path(Image.__file__).parent.parent.iterdir() if path.suffix == ".dist-info")
    return " ".join(name for name in folders if name.startswith(EXTRAS))


def _detector() -> str:
    """Return a text of what finds faces, empty where nothing does. Nothing is imported for that."""
    spec = find_spec("numpy") if faces.installed() else None
    if spec is None or spec.origin is None:
        return ""
    packages = Path(spec.origin).parent.parent
    return f"{faces.DETECTOR} {' '.join(path.stem for path in sorted(packages.glob('numpy-*.dist-info')))}".rstrip()


def engine_within(limits: Limits) -> str:
    """Return all that decides the bytes beside the recipe and its sources: the engine, and the limits that matter.

    Two do, work and memory: a format is chosen that stays within them. The fonts of the deployment matter too.
    """
    fonts = fonts_mark()
    return f"{engine()} work-{limits.work} memory-{limits.memory}" + (f" fonts-{fonts}" if fonts else "")


def engine_of_deployment(limits: Limits, effort: Effort) -> str:
    """Return what decides the bytes of a whole deployment, which /health tells: the engine, and the usual effort.

    The effort is no part of the engine in a digest: there it stands in the recipe, which may name another.
    """
    return f"{engine_within(limits)} effort-{effort}"


def _libraries() -> str:
    """Return a text that differs from one set of codec libraries to another.

    Libraries in a wheel have hashes in their names. To ask for their versions would load all of them, for a JPEG too
    the 5 MB of AVIF.
    """
    packages = Path(Image.__file__).parent.parent
    bundled = sorted(path for folder in BUNDLES for path in packages.glob(f"{folder}/*"))
    names = " ".join(sorted(path.name for path in bundled))
    wheels = [f"wheel-{sha256(names.encode()).hexdigest()[:16]}"] if bundled else []
    # A Pillow that an operating system brings has no libraries of its own beside it.
    return " ".join(wheels if any(path.parent.name == BUNDLES[0] for path in bundled) else [_versions(), *wheels])


def _versions() -> str:
    from PIL.AvifImagePlugin import get_codec_version  # noqa: PLC0415 - 10 ms of codecs, once

    codecs = {
        "jpeg": features.version("libjpeg_turbo") or features.version("jpg"),
        "webp": features.version("webp"),
        "avif": features.version("avif"),
        "aom": get_codec_version("aom"),
        "zlib": features.version("zlib_ng") or features.version("zlib"),
        "lcms": features.version("littlecms2"),
        "tiff": features.version("libtiff"),
        "openjpeg": features.version("jpg_2000"),
    }
    return " ".join(f"{name}-{version}" for name, version in codecs.items())


def folder(source: Picked) -> str:
    """Return the part of an address, and of a cache tag, that all results of one source share."""
    if isinstance(source, Stored | Fetched):
        return folder_of(*source.keys)
    return folder_of(source.model_dump_json(exclude={"orientation", "frame"}))


def folder_of(name: str) -> str:
    """Return that part for a key or URL."""
    return sha256(name.encode()).hexdigest()[:16]


def digest(recipe: Recipe, facts: list[SourceFacts], limits: Limits) -> str:
    """Return the digest of a rendition: its ETag and the end of its address."""
    return digest_of(recipe.text(), facts, limits)


def digest_of(text: str, facts: list[SourceFacts], limits: Limits) -> str:
    """Return the digest of a rendition by the canonical text of its recipe, for whom that is at hand."""
    return digest_of_text(text, tuple(each.version for each in facts), engine_within(limits))


def result_address(source: Picked, digest: str) -> str:
    """Return where a result of a source lies, below the prefix of a result store."""
    return f"{folder(source)}/{digest}"
