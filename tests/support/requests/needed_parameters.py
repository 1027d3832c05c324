"""Query parameters without which a generator draws nothing, for tests that ask for every generator."""

NEEDED = {"qr": "text=hello"}
"""Generator -> query."""
