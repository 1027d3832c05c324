"""What is not needed is not imported: a cold start pays for every module."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.images.image_files import photo, saved

ROOT = Path(__file__).parent.parent.parent
PLUGINS = {
    "jpg": {"JpegImagePlugin"},
    "pjpg": {"JpegImagePlugin"},
    "png": {"PngImagePlugin"},
    "gif": {"GifImagePlugin"},
    "webp": {"WebPImagePlugin"},
    "avif": {"AvifImagePlugin"},
    "tiff": {"TiffImagePlugin"},
    "ico": {"PngImagePlugin"},
    "jp2": {"Jpeg2KImagePlugin"},
}


def plugins(program: str, *arguments: str) -> set[str]:
    """Return the plugins of Pillow, and its colour engine, that a program has imported in a fresh interpreter."""
    ending = "\nprint(*[name[4:] for name in sys.modules if name.endswith('ImagePlugin') or name == 'PIL.ImageCms'])"
    command = [sys.executable, "-c", "import sys\n" + program + ending, *arguments]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())


def test_importing_the_room_imports_no_plugin() -> None:
    assert plugins("import handler.codecs") == set()


@pytest.mark.parametrize("kind", ["jpg", "png", "gif", "webp", "tiff", "ico", "jp2"])
def test_only_the_plugin_of_the_sniffed_kind_reads(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(saved(photo(), kind, exif=photo().getexif()) if kind == "jpg" else saved(photo(), kind))
    program = (
        "from handler.core.formats.catalogue import FORMATS; from handler.codecs import probe\n"
        "from handler.core.limits import Limits\n"
        "with open(sys.argv[1], 'rb') as file, probe(file, accepted=frozenset(FORMATS), bounds=Limits()) as picture:\n"
        "    picture.decode(picture.size, moving=True)"
    )
    assert plugins(program, str(path)) == PLUGINS[kind]


@pytest.mark.parametrize("name", PLUGINS)
def test_only_the_plugin_of_the_wanted_format_writes(name: str) -> None:
    program = (
        "from PIL import Image\n"
        "from handler.core.frames import Frames; from handler.codecs import encode\n"
        "from handler.core.geometry import Size\n"
        "from handler.core.output import Output\n"
        f"encode(Frames(images=(Image.new('RGB', (9, 9)),), full=Size(9, 9)), Output(formats=({name!r},)), {name!r})"
    )
    assert plugins(program) == PLUGINS[name]
