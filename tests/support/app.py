"""What the tests of app share with others."""

NEEDED = {"qr": "text=hello"}
"""What a generator cannot do without."""
