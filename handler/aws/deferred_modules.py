"""Deferred modules: modules of others that are imported when the first of their names is used, and not before.

FastAPI imports forty models of OpenAPI, four ways to log in, and OpenTelemetry, whatever an application uses of them.
A stand-in takes the place of such a module. Each name that is imported from it is a class, so that annotations can
name it; to call it, or to ask for something in it, imports the module and asks there. `isinstance` and `issubclass`
say no as long as the module is not imported: nothing that exists can be of a class that does not.

What a stand-in cannot be is a base class: that is a TypeError, as the module is imported. See `cold_start`, which then
imports all as it is.
"""

import importlib
import sys
from types import ModuleType


class Deferred(type):
    """A name of a deferred module, and what it stands for once that is wanted."""

    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, object]) -> "Deferred":
        """Return the stand-in for a name; TypeError where a class is to be derived from one."""
        if bases:
            raise TypeError(f"{name} cannot be derived from the stand-in of a deferred module")
        return super().__new__(mcs, name, bases, body)

    def __call__(cls, *positional: object, **named: object) -> object:
        """Call what it stands for."""
        return real(cls)(*positional, **named)  # type: ignore[operator] # whatever it is

    def __getattr__(cls, name: str) -> object:
        """Return an attribute of what it stands for."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(real(cls), name)

    def __instancecheck__(cls, instance: object) -> bool:
        """Return whether an object is of the class that it stands for."""
        return not is_deferred(cls.__module__) and isinstance(instance, real(cls))  # type: ignore[arg-type] # a class

    def __subclasscheck__(cls, subclass: type) -> bool:
        """Return whether a class is derived from the one that it stands for."""
        return not is_deferred(cls.__module__) and issubclass(subclass, real(cls))  # type: ignore[arg-type] # a class


class DeferredModule(ModuleType):
    """What stands in a module's place."""

    def __getattr__(self, name: str) -> object:
        """Return the stand-in for a name, the same each time."""
        if name.startswith("__"):
            raise AttributeError(name)
        made = Deferred(name, (), {"__module__": self.__name__})
        setattr(self, name, made)
        return made


def defer(*names: str) -> None:
    """Put stand-ins in the places of modules that have not been imported."""
    for name in names:
        if name not in sys.modules:
            sys.modules[name] = DeferredModule(name)


def is_deferred(name: str) -> bool:
    """Return whether a stand-in is in a module's place."""
    return isinstance(sys.modules.get(name), DeferredModule)


def real(stand_in: type) -> object:
    """Return what a name stands for; its module is imported now, if it is not."""
    if is_deferred(stand_in.__module__):
        del sys.modules[stand_in.__module__]
    return getattr(importlib.import_module(stand_in.__module__), stand_in.__name__)
