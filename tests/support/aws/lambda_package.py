"""The Lambda package as `make build` makes it, and what runs it here: Python 3.13, the runtime client, the emulator."""

import os
import platform
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from tools.build_package import find_python313

ROOT = Path(__file__).parents[3]
ARCHITECTURE = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x86_64")
"""The processor of this machine, as Lambda calls it."""

TAG = {"arm64": "aarch64", "x86_64": "x86_64"}[ARCHITECTURE]
EMULATORS = sorted(ROOT.glob(f".venv-sam/lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-{ARCHITECTURE}"))
NOBODY = "65534"
UMASK = 0o077
"""The strictest builder there is: what Lambda may read must not depend on it."""

POWERLESS = (
    ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"),
    ("setpriv", "--bounding-set=-all", "--inh-caps=-all"),
)
"""How root becomes nobody; where nobody may not use that Python, how root loses what makes it root."""


class Parts(NamedTuple):
    """Everything that an execution environment is made of."""

    python: Path
    emulator: Path
    client: Path
    task: Path
    unprivileged: tuple[str, ...]


def python313() -> Path | None:
    """Return the Python 3.13 that compiles the package, None where there is none."""
    found = find_python313()
    return Path(found) if found else None


def build(folder: Path, architecture: str) -> Path:
    """Make the package in a folder, as sam does; the folder."""
    folder.mkdir()
    make("build-Images", f"ARTIFACTS_DIR={folder}", f"ARCH={architecture}")
    return folder


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make, quietly."""
    command = ["make", "--silent", "--no-print-directory", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, umask=UMASK, check=False)
    assert done.returncode == 0, done.stderr
    return done


def pack(folder: Path, archive: Path) -> Path:
    """Zip a package; the archive."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                said = zipfile.ZipInfo(
                    str(path.relative_to(folder))
                )  # of 1980, as any build that wants to repeat itself
                said.external_attr = path.stat().st_mode << 16
                file.writestr(said, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return archive


def unpack(archive: Path, folder: Path) -> Path:
    """Unzip a package as Lambda does, so that nothing in it can be written; the folder."""
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder)
        programs = {folder / said.filename for said in file.infolist() if said.external_attr >> 16 & 0o111}
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() or path in programs else 0o444)
    return folder


def client(folder: Path) -> Path:
    """Install Lambda's runtime client, which the package leaves to Lambda, at the pinned versions; the folder."""
    folder.mkdir()
    pins = folder / "pins.txt"
    pins.write_text("".join(pinned((ROOT / "requirements" / "dev.txt").read_text(), "awslambdaric")))
    platforms = [f"--platform=manylinux{glibc}_{TAG}" for glibc in ("_2_28", "_2_17", "2014")]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    wheels = ["--require-hashes", "--only-binary=:all:", "--python-version=3.13", "--implementation=cp", *platforms]
    done = subprocess.run(
        [*pip, *wheels, f"--target={folder}", "-r", pins], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


def pinned(text: str, name: str) -> list[str]:
    """Return the pins of a package and of what it alone brings along, hashes included."""
    pins = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)
    return [pin for pin in pins if pin.startswith(f"{name}==") or re.search(rf"# via {name}$", pin, re.MULTILINE)]


def powerless(python: Path, folder: Path) -> tuple[str, ...]:
    """Return what goes before a command so that it runs as an unprivileged user that can use Python and the folder."""
    if os.geteuid():
        return ()
    for prefix in POWERLESS:
        command = [*prefix, str(python), "-S", "-c", f"import os, ctypes; os.listdir({str(folder)!r})"]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return prefix
    return ()
