"""The template as AWS would have it: read, transformed by SAM, and resolved for the parameters of one deployment.

A reference to a resource becomes its name, an attribute `Name.Attribute`; what a false condition guards is not there.
"""

import atexit
import json
import re
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
PYTHON = ROOT / ".venv-sam" / "bin" / "python"

NEEDS_SAM = pytest.mark.skipif(not PYTHON.exists(), reason="the transform comes with sam: `make setup`")

PSEUDO = {
    "AWS::AccountId": "123456789012",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-west-1",
    "AWS::StackId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/tintype/51af3dc0-da77-11e4-872e-1234567db123",
    "AWS::StackName": "tintype",
    "AWS::URLSuffix": "amazonaws.com",
}
ABSENT = object()
"""What AWS::NoValue resolves to; lists and mappings drop it."""


class CloudFormation(yaml.SafeLoader):
    """YAML with CloudFormation's short forms, written out: `!Ref x` is {"Ref": x}, `!Sub x` is {"Fn::Sub": x}."""


def _long_form(loader: CloudFormation, name: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    match node:
        case yaml.ScalarNode():
            value = loader.construct_scalar(node)
            value = value.split(".", 1) if name == "GetAtt" else value
        case yaml.SequenceNode():
            value = loader.construct_sequence(node, deep=True)
        case _:
            value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    return {name if name in {"Ref", "Condition"} else f"Fn::{name}": value}


CloudFormation.add_multi_constructor("!", _long_form)

TEMPLATE: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text(), CloudFormation)  # noqa: S506 - a SafeLoader
PARAMETERS: dict[str, Any] = TEMPLATE["Parameters"]


def function_properties(name: str) -> dict[str, Any]:
    """Return the properties of a function as they are written, with those of Globals, as SAM puts them together."""
    common, own = TEMPLATE["Globals"]["Function"], TEMPLATE["Resources"][name]["Properties"]
    variables = common["Environment"]["Variables"] | own["Environment"]["Variables"]
    return {**common, **own, "Environment": {"Variables": variables}}


class Stack:
    """What one deployment makes. resources: by name, each with Type and resolved Properties."""

    def __init__(
        self, transformed: dict[str, Any], given: dict[str, str], place: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Resolve a transformed template for these parameters; the others have their defaults.

        place: pseudo parameters, such as AWS::Region, that differ from PSEUDO.
        """
        self.template = transformed
        defaults = {name: str(parameter["Default"]) for name, parameter in PARAMETERS.items()}
        assert given.keys() <= defaults.keys()
        self.values = {**PSEUDO, **place, **defaults, **given}
        self.resources = {
            name: {**resource, "Properties": self.resolved(resource.get("Properties", {}))}
            for name, resource in transformed["Resources"].items()
            if self.made(resource)
        }
        self.outputs = {
            name: self.resolved(output["Value"]) for name, output in transformed["Outputs"].items() if self.made(output)
        }

    def of_type(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the properties of all resources of a type, by name."""
        return {name: each["Properties"] for name, each in self.resources.items() if each["Type"] == kind}

    def one(self, kind: str) -> dict[str, Any]:
        """Return the properties of the only resource of a type."""
        (properties,) = self.of_type(kind).values()
        return properties

    def made(self, part: dict[str, Any]) -> bool:
        """Return whether the condition of a resource or output holds."""
        return "Condition" not in part or self.holds(part["Condition"])

    def holds(self, name: str) -> bool:
        """Return whether a named condition holds."""
        return self.resolved(self.template["Conditions"][name]) is True

    def resolved(self, value: Any) -> Any:
        """Return a value without CloudFormation's functions."""
        if isinstance(value, list):
            return [part for part in map(self.resolved, value) if part is not ABSENT]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name in {"Ref", "Condition"} or name.startswith("Fn::"):
                return self.called(name, argument)
        parts = {name: self.resolved(part) for name, part in value.items()}
        return {name: part for name, part in parts.items() if part is not ABSENT}

    def called(self, name: str, argument: Any) -> Any:
        """Return what one of CloudFormation's functions gives."""
        match name, argument:
            case "Condition", _:
                value: Any = self.holds(argument)
            case "Ref", "AWS::NoValue":
                value = ABSENT
            case "Ref", _:
                value = self.values.get(argument, argument)
            case "Fn::GetAtt", [resource, "FunctionUrl"]:
                value = f"https://{resource}.lambda-url.{self.values['AWS::Region']}.on.aws/"
            case "Fn::GetAtt", _:
                value = ".".join(argument)
            case "Fn::If", [condition, first, second]:
                value = self.resolved(first if self.holds(condition) else second)
            case "Fn::Sub", _:
                text, more = (argument, {}) if isinstance(argument, str) else argument
                known = self.values | self.resolved(more)
                value = re.sub(r"\$\{([^}]+)}", lambda found: str(known.get(found[1], found[1])), text)
            case _:
                value = self.computed(name, self.resolved(argument))
        return value

    def computed(self, name: str, argument: list[Any]) -> Any:
        """Return what a function gives whose arguments are all resolved first."""
        match name, argument:
            case "Fn::Equals", [one, other]:
                value: Any = str(one) == str(other)
            case "Fn::Not", [one]:
                value = not one
            case "Fn::And", _:
                value = all(argument)
            case "Fn::Select", [index, several]:
                value = several[int(index)]
            case "Fn::Split", [separator, text]:
                value = text.split(separator)
            case "Fn::FindInMap", [mapping, first, second]:
                value = self.template["Mappings"][mapping][first][second]
            case _:
                raise NotImplementedError(name)
        return value


def deployed(**parameters: str) -> Stack:
    """Return the stack that these parameters make."""
    return _deployed(frozenset(parameters.items()))


@cache
def _deployed(given: frozenset[tuple[str, str]]) -> Stack:
    return stack_of(TEMPLATE, dict(given))


def stack_of(template: dict[str, Any], parameters: dict[str, str]) -> Stack:
    """Return the stack that a template makes of these parameters: this one, or what CDK has made of it."""
    return Stack(json.loads(_transform()(json.dumps({"template": template, "parameters": parameters}))), parameters)


@cache
def _transform() -> Callable[[str], str]:
    """Start the transform, once for all stacks since it is slow to begin, and return what asks it."""
    program = [PYTHON, ROOT / "tests" / "support" / "aws" / "sam_transform.py"]
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate)
    asking, answering = process.stdin, process.stdout
    assert asking
    assert answering

    def ask(line: str) -> str:
        asking.write(f"{line}\n")
        asking.flush()
        return answering.readline()

    return ask
