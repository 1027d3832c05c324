"""Client: what programs import that make links to this service: signatures, without the engine behind them."""

from handler.core.signing import sign

__all__ = ["sign"]
