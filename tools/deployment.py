"""Deployment: judge the parameters that samconfig.toml holds before anything is built for them.

    python tools/deployment.py [PROCESSOR]         says what is wrong, or prints the processor to build for
    python tools/deployment.py --extras            prints the extras that Inputs and Faces need
    python tools/deployment.py --built TEMPLATE PROCESSOR
                                                   makes the built template refuse every other processor

A processor that is named, as by `make build ARCH=x86_64`, has to be the one of samconfig.toml.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from handler.commands.check_config import config_faults
from handler.core.formats.catalogue import FORMATS

ROOT = Path(__file__).parent.parent
SAMCONFIG = ROOT / "samconfig.toml"
PROCESSOR = "Architecture"
PROCESSORS = ("arm64", "x86_64")
"""The values of the template's parameter Architecture, the default first."""

SETTINGS = ("Presets", "Unsigned", "Widths", "Ratios", "Qualities", "Effort", "Inputs", "Fonts", "Origins")
VARIABLES = {name: f"TINTYPE_{name.upper()}" for name in SETTINGS}
"""The parameters that are a setting as they stand, and its variable."""

KEPT = {"TINTYPE_SOURCE": "s3://pictures", "TINTYPE_RESULTS": "s3://results", "TINTYPE_UNSIGNED": "widths"}
"""What the template sets beside them, which other settings are judged with."""

MISUSED = 2


class WrongParameters(ValueError):  # noqa: N818 - named for what is wrong
    """What samconfig.toml says cannot be deployed."""


def profiles(text: str) -> dict[str, dict[str, str]]:
    """Return the parameters of each profile of a samconfig.toml; WrongParameters where they are no table."""
    found = {}
    for name, sections in tomllib.loads(text).items():
        if isinstance(sections, dict):
            given = sections.get("deploy", {}).get("parameters", {}).get("parameter_overrides", {})
            found[name] = _table(name, given)
    return found


def _table(profile: str, given: object) -> dict[str, str]:
    if not isinstance(given, dict):
        raise WrongParameters(
            f"the parameters of the profile {profile!r} are text, as `sam deploy --guided` writes them, which loses "
            f"the quotes of presets: write them as lines below [{profile}.deploy.parameters.parameter_overrides]"
        )
    return {name: str(value) for name, value in given.items()}


def processor(said: dict[str, dict[str, str]], asked: str = "") -> str:
    """Return the processor to build for; WrongParameters where another is asked for than the one that is deployed."""
    deployed = said.get("default", {}).get(PROCESSOR, PROCESSORS[0])
    if deployed not in PROCESSORS:
        raise WrongParameters(f"{PROCESSOR} is {' or '.join(PROCESSORS)}, not {deployed!r}")
    if asked and asked != deployed:
        raise WrongParameters(
            f"the stack is deployed for {deployed}, and a package for {asked} would not start there. To move "
            f'the stack, write {PROCESSOR} = "{asked}" below [default.deploy.parameters.parameter_overrides]; its '
            "pictures are then rendered anew"
        )
    for name, parameters in said.items():
        if parameters.get(PROCESSOR, deployed) != deployed:
            raise WrongParameters(
                f"one build is for one processor, but the profile {name!r} has another than 'default'"
            )
    return deployed


def faults(said: dict[str, dict[str, str]]) -> Iterator[str]:
    """Return what is wrong with the settings that the profiles give the function."""
    for profile, parameters in said.items():
        given = {VARIABLES[name]: text for name, text in parameters.items() if name in VARIABLES}
        names = {variable: name for name, variable in VARIABLES.items()}
        for fault in config_faults(KEPT | given):
            variable, colon, reason = fault.partition(":")
            yield f"profile {profile!r}, {names.get(variable, variable)}{colon}{reason}"


def extras(said: dict[str, dict[str, str]]) -> str:
    """Return the extras of the package that any profile needs for what it reads and finds, with commas."""
    kinds = {kind.strip() for parameters in said.values() for kind in parameters.get("Inputs", "").split(",")}
    found = {"faces"} if any(parameters.get("Faces") == "on" for parameters in said.values()) else set[str]()
    return ",".join(sorted({FORMATS[kind].extra for kind in kinds if kind in FORMATS} - {""} | found))


def bound_to(template: str, built_for: str) -> str:
    """Return a built template whose parameter Architecture takes the processor that was built for and no other."""
    written = r"(  Architecture:\n    Type: String\n    Default:) \w+\n    AllowedValues:\n(?:    - \w+\n)+"
    bound, count = re.subn(written, rf"\1 {built_for}\n    AllowedValues:\n    - {built_for}\n", template)
    if count != 1:
        raise WrongParameters("the built template has no parameter Architecture as sam writes it")
    return bound


def main(arguments: list[str]) -> int:
    """Do what the command line says; 2 where something is wrong."""
    try:
        match arguments:
            case ["--built", path, built_for]:
                Path(path).write_text(bound_to(Path(path).read_text(), built_for))
            case ["--extras"]:
                sys.stdout.write(f"{extras(profiles(SAMCONFIG.read_text()))}\n")
            case [*asked]:
                said = profiles(SAMCONFIG.read_text())
                if wrong := list(faults(said)):
                    raise WrongParameters("\n".join(wrong))  # noqa: TRY301 - told as all others are
                sys.stdout.write(f"{processor(said, ''.join(asked))}\n")
    except WrongParameters as error:
        sys.stderr.write(f"samconfig.toml: {error}\n")
        return MISUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
