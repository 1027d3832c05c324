"""Put the CloudFront Functions of tools/edge/ into template.yaml, which must hold their code: `make docs`.

    python tools/edge_functions.py

CloudFormation takes the code of a CloudFront Function inline alone, and a plain `sam deploy` must find it there. It is
written, read and tested as JavaScript in the files; a test says so when the template is stale.
"""

import re
from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).parent.parent
EDGE = ROOT / "tools" / "edge"
FUNCTIONS = {"Normalise": EDGE / "normalise.js", "ResultsPath": EDGE / "results_path.js"}
"""The files, by the names of the template's resources."""

MARGIN = " " * 8
"""What stands before each line of code in the template."""


def with_code(template: str, codes: dict[str, str]) -> str:
    """Return the text of a template with the code of each function, by the name of its resource."""
    for name, code in codes.items():
        head = rf"^  {name}:\n(?:    .*\n)*?      FunctionCode: \|\n"
        found = re.search(rf"{head}((?:{MARGIN}.*\n|\n(?={MARGIN}))*)", template, re.MULTILINE)
        if found is None:
            raise ValueError(f"the template has no resource {name} with FunctionCode: |")
        template = template[: found.start(1)] + indent(code, MARGIN) + template[found.end(1) :]
    return template


def main() -> None:
    """Write the template again."""
    path = ROOT / "template.yaml"
    path.write_text(with_code(path.read_text(), {name: file.read_text() for name, file in FUNCTIONS.items()}))


if __name__ == "__main__":
    main()
