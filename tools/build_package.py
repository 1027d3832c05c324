"""Build the Lambda package: what template.yaml's BuildMethod calls, by the Makefile, with a folder to fill.

    python tools/build_package.py FOLDER [arm64|x86_64] [EXTRA,EXTRA]

The wheels are those of Lambda's own Python, processor and glibc, whatever machine builds. What Lambda never reads is
left out, and all code is compiled, since a function cannot write .pyc files of its own. Any Python from 3.11 on runs
this; a Python 3.13 compiles, where there is one: PYTHON313=/path/to/python3.13, or on PATH, or pyenv's.
"""

import argparse
import gzip
import json
import marshal
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PYTHON_VERSION = "3.13"
"""Of the template's Runtime."""

MACHINES = {"arm64": "aarch64", "x86_64": "x86_64"}
"""The processors of Lambda, and their names in the names of wheels."""

GLIBC = ("_2_34", "_2_31", "_2_28", "_2_27", "_2_26", "_2_17", "2014")
"""What a wheel may ask for: Lambda's python3.13 has glibc 2.34."""

SERVICES = ("s3", "sts", "secretsmanager", "ssm", "cloudfront")
"""What handler/ asks AWS for, of botocore's 400: pictures, roles, signing keys, and caches to clear of what changed."""

EXTRAS = {
    "heif": ("pi-heif",),
    "jxl": ("pillow-jxl-plugin", "packaging"),
    "svg": ("resvg-py",),
    "pdf": ("pypdfium2",),
    "faces": ("numpy",),
}
"""What each extra of pyproject.toml brings into the package, with what that needs itself."""

UNREAD = (
    *("bin", "share", "*.dist-info/RECORD", "*.dist-info/sboms"),  # commands, and what installers and auditors read
    *("boto3/data", "boto3/examples", "botocore/data/*/*/examples-1.json"),  # boto3's resources are not used
    "PIL/_imagingtk.*",  # Lambda has no Tk
    *("_libvips.*", "cffi", "_cffi_backend.*", "pycparser"),  # libvips is called without the package of its wheel
    "handler/client/js",  # for whoever makes links, as a package of npm
    *("**/__pycache__", "**/tests", "**/*.pyi", "**/py.typed"),
)
"""Left out, as patterns. The .py files stay beside what is compiled of them: anyio reads its own."""

ARCHIVE = "code.archive"
"""The file of the compiled modules, at the top of the package."""

PYC_HEADER = 16
"""Bytes of a .pyc before its code: https://peps.python.org/pep-0552/."""

COMPILED = ".marshal"
"""How the names of files end that `handler.storage.aws_session` reads in place of S3's JSON."""

MARSHAL_VERSION = 4
"""Of all Pythons from 3.4 on; what builds may be newer than what runs."""

TASK_ROOT = "/var/task"
"""Where Lambda unpacks the package. Code compiled under any other path is put right, object by object, at import."""


def main(arguments: list[str] | None = None) -> None:
    """Fill the folder that the command line names."""
    parser = argparse.ArgumentParser(description="Build the Lambda package.")
    parser.add_argument("folder", type=empty_folder)
    parser.add_argument("architecture", choices=MACHINES, nargs="?", default="arm64")
    parser.add_argument("extras", nargs="?", default="")
    chosen = parser.parse_args(arguments)
    build(chosen.folder, chosen.architecture, chosen.extras)


def empty_folder(name: str) -> Path:
    """Return the folder of a name; ArgumentTypeError where it is not there, or holds what would be deleted."""
    if not name or not Path(name).is_dir() or any(Path(name).iterdir()):
        raise argparse.ArgumentTypeError(f"{name!r} is no empty folder; make build has one, and calls this")
    return Path(name)


def build(folder: Path, architecture: str, extras: str = "") -> None:
    """Fill a folder with the package for a processor, and say with which Python and how large it is."""
    install(folder, architecture, extras)
    shutil.copytree(ROOT / "handler", folder / "handler", ignore=shutil.ignore_patterns("__pycache__"))
    prune(folder)
    prune_services(folder / "botocore" / "data")
    if python := find_python313():
        print(f"Compiling with {python}")
        compile_all(folder, python)
        archive_code(folder)
    else:
        print("No python3.13 (PYTHON313, PATH, pyenv): no .pyc in the package, 0.4 s more for every cold start")
    let_everybody_read(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{size / 1_000_000:.1f} MB in {folder}")


def install(folder: Path, architecture: str, extras: str = "") -> None:
    """Install the pinned wheels of a processor; CalledProcessError where one of them cannot be had."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pinned = ["--no-deps", "--require-hashes", "--no-compile", "-r", str(ROOT / "requirements" / "lambda.txt")]
    platforms = [f"--platform=manylinux{glibc}_{MACHINES[architecture]}" for glibc in GLIBC]
    wheels = ["--only-binary=:all:", f"--python-version={PYTHON_VERSION}", "--implementation=cp", *platforms]
    wheels.append("--ignore-requires-python")  # else pip asks its own, which may be older than Lambda's
    with tempfile.TemporaryDirectory() as place:
        more = Path(place) / "extras.txt"
        more.write_text(pins_of(extras, (ROOT / "requirements" / "dev.txt").read_text()))
        subprocess.run([*pip, *wheels, f"--target={folder}", *pinned, "-r", str(more)], check=True)


def pins_of(extras: str, pins: str) -> str:
    """Return the pins of what some extras bring; ValueError where one of them is not known, or not pinned."""
    found = []
    for name in (package for extra in filter(None, extras.split(",")) for package in EXTRAS[extra]):
        pin = rf"^({re.escape(name)}==\S+)( ; .*?)?((?: \\\n    --hash=\S+)+\n)"
        written = re.findall(pin, pins, re.MULTILINE)
        held = [f"{version}{hashes}" for version, marker, hashes in written if not marker or _of_the_runtime(marker)]
        if len(held) != 1:
            raise ValueError(f"{name} is not pinned in requirements/dev.txt")
        found += held
    return "".join(found)


def _of_the_runtime(marker: str) -> bool:
    """Return whether a pin is for Lambda's Python. Of the Python that builds pip would ask it, so it is left out."""
    said = re.fullmatch(r" ; python_full_version (<|>=) '3\.(\d+)'", marker)
    if not said:
        raise ValueError(f"a pin of an extra depends on{marker}, which is not understood here")
    return (int(PYTHON_VERSION[2:]) < int(said[2])) == (said[1] == "<")


def prune(folder: Path) -> None:
    """Delete what Lambda never reads."""
    for pattern in UNREAD:
        for path in list(folder.glob(pattern)):
            _delete(path)


def prune_services(data: Path) -> None:
    """Reduce botocore's descriptions of AWS to the newest of each service that is used, in a form that is read quickly.

    Without the texts of AWS's reference, and unzipped, a service is described in half the time.
    """
    for service in [path for path in data.iterdir() if path.is_dir()]:
        versions = sorted(path for path in service.iterdir() if path.is_dir())
        for path in [service] if service.name not in SERVICES else versions[:-1]:
            _delete(path)
    endpoints = data / "endpoints.json"
    endpoints.write_text(_compact(used_endpoints(json.loads(endpoints.read_text()))))
    for path in list(data.glob("*/*/*.json.gz")):
        described = json.loads(gzip.decompress(path.read_bytes()), object_hook=undocumented)
        path.with_suffix("").write_text(_compact(described))
        path.unlink()
    for path in (*data.glob("*.json"), *data.glob("s3/*/*.json")):
        path.with_suffix(COMPILED).write_bytes(marshal.dumps(json.loads(path.read_text()), MARSHAL_VERSION))


def used_endpoints(table: dict[str, Any]) -> dict[str, Any]:
    """Return botocore's table of endpoints with those of the services that are used alone."""
    for partition in table["partitions"]:
        known = partition["services"]
        partition["services"] = {name: known[name] for name in SERVICES if name in known}
    return table


def undocumented(described: dict[str, Any]) -> dict[str, Any]:
    """Return an object of a service's description with its text left empty. A member of that name may be no text."""
    return {name: "" if name == "documentation" and isinstance(said, str) else said for name, said in described.items()}


def compile_all(folder: Path, python: str) -> None:
    """Compile every module, never to be compared with its source again: the dates in a zip say nothing."""
    command = [python, "-m", "compileall", "-q", "-j0", "--invalidation-mode", "unchecked-hash"]
    subprocess.run([*command, "-s", str(folder), "-p", TASK_ROOT, str(folder)], check=True)


def archive_code(folder: Path) -> None:
    """Move what was compiled into the one file out of which `handler.aws.code_archive` imports it.

    What Lambda imports before that, the entries and their neighbours in aws/, keeps its .pyc as well.
    """
    magic, archived, index = b"", bytearray(), dict[str, tuple[bool, int, int]]()
    for cached in sorted(folder.rglob("__pycache__/*.pyc")):
        source = cached.parent.parent / f"{cached.name.partition('.')[0]}.py"
        is_package = source.name == "__init__.py"
        module = (source.parent if is_package else source.with_suffix("")).relative_to(folder)
        compiled = cached.read_bytes()
        magic = compiled[:4]
        place = (is_package, len(archived) + PYC_HEADER, len(compiled) - PYC_HEADER)
        index[".".join(module.parts)] = place
        archived += compiled
        if source.parent not in (folder / "handler", folder / "handler" / "aws"):
            cached.unlink()
    for emptied in list(folder.rglob("__pycache__")):
        if not any(emptied.iterdir()):
            emptied.rmdir()
    said = _compact(index).encode()
    (folder / ARCHIVE).write_bytes(magic + len(said).to_bytes(4, "little") + said + archived)


def let_everybody_read(folder: Path) -> None:
    """Let every user read what the builder may, whatever the umask: Lambda unpacks as one, and runs as another."""
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        enter = 0o111 if path.is_dir() or mode & 0o111 else 0
        path.chmod((mode | 0o644 | enter) & ~0o022)


def find_python313() -> str | None:
    """Return the path of the first Python 3.13 that answers, None where none does."""
    asked = f"import sys; sys.version_info[:2] == (3, {PYTHON_VERSION[2:]}) and print(sys._base_executable)"
    for candidate in _candidates():
        try:
            done = subprocess.run([candidate, "-c", asked], capture_output=True, text=True, check=False)
        except OSError:
            continue
        if found := done.stdout.strip():
            return found
    return None


def _candidates() -> Iterator[str]:
    """Return what may be a Python 3.13; pyenv's folder last, whose shims answer for the versions switched on alone."""
    yield from filter(None, [os.environ.get("PYTHON313")])
    yield "python3.13"
    yield str(ROOT / os.environ.get("VENV", ".venv") / "bin" / "python")
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob("versions/3.13.*/bin/python")))


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    elif path.exists():  # not where it lay in a folder that went before
        path.unlink()


if __name__ == "__main__":
    main()
