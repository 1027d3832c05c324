"""The command line, as `tintype` or `python -m handler`."""

import sys

from handler.commands.line import main

if __name__ == "__main__":
    sys.exit(main())
