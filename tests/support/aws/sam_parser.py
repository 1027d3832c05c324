"""What sam itself makes of a command line, with the samconfig.toml that lies there: run by the Python of .venv-sam.

Each line of the input is JSON with `arguments`, what stands behind `sam`, and `folder`, where it is typed; each line of
the output JSON with `parameters`, `profile` and `stack`, or with `error`, what sam says of it. Nothing is deployed.
"""

import json
import os
import sys
from typing import Any
from unittest.mock import patch

from click import ClickException
from samcli.cli.main import cli  # type: ignore[import-not-found]
from samcli.commands.deploy import command  # type: ignore[import-not-found]


def understood(arguments: list[str]) -> dict[str, Any]:
    """Return what `sam deploy` would have been called with."""
    with patch.object(command, "do_cli") as deploy:
        try:
            cli.main(arguments, standalone_mode=False)
        except ClickException as error:
            return {"error": error.format_message()}
    given = list(deploy.call_args.args)
    names = command.do_cli.__code__.co_varnames
    called = {**dict(zip(names, given, strict=False)), **deploy.call_args.kwargs}
    return {"parameters": called["parameter_overrides"], "stack": called["stack_name"], "guided": called["guided"]}


if __name__ == "__main__":
    for line in sys.stdin:
        asked = json.loads(line)
        os.chdir(asked["folder"])
        sys.stdout.write(f"{json.dumps(understood(asked['arguments']))}\n")
        sys.stdout.flush()
