"""AWS session: botocore's own, with less to do before its first client is ready.

1. What AWS's services are like is read from compiled files, where the package has them, not from JSON.
2. Where keys are in the environment, as in Lambda, botocore would take these before all others. So none of the others
   is made ready.
"""

import marshal
import os
from typing import TYPE_CHECKING, Any

from botocore.credentials import CredentialResolver, EnvProvider
from botocore.loaders import JSONFileLoader
from botocore.session import Session

if TYPE_CHECKING:
    from botocore.loaders import Loader

COMPILED = ".marshal"
"""How the name of a compiled file ends. Its JSON stays beside it."""


class CompiledFileLoader(JSONFileLoader):
    """Reads a description from its compiled file, else from its JSON."""

    def load_file(self, file_path: str) -> Any:  # noqa: ANN401 - any JSON
        """Return what a file says, by its path without an ending; None where there is no such file."""
        try:
            with open(file_path + COMPILED, "rb") as file:  # noqa: PTH123 - as botocore opens it, by a text
                return marshal.loads(file.read())  # noqa: S302 - out of our own package
        except (OSError, ValueError, EOFError):
            return super().load_file(file_path)


def new_session() -> Session:
    """Return a session for the environment as it is now."""
    session = Session()
    loader: Loader = session.get_component("data_loader")
    loader.file_loader = CompiledFileLoader()
    if os.environ.get(EnvProvider.ACCESS_KEY):
        session.register_component("credential_provider", CredentialResolver([EnvProvider()]))
    return session
