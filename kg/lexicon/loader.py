"""Reads YAML in which no key is given twice: of two the parser would take the last, without a word."""

from collections.abc import Hashable
from typing import Any

import yaml

from kg.errors import shown


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # its base is not always there
    """Reads a file of the lexicon."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """What stands at a node. Raises ConstructorError, with the line, for a word that is not what it looks like."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, KeyError, AttributeError) as error:  # which of them, depends on what it is marked as
            raise _fault(f"{shown(node.value)} is no {node.tag.rpartition(':')[2]}; put it in quotes", node) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping. Raises ConstructorError, with the line, where a key is no word, or given twice."""
        keys = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _fault("a list or a mapping is no key; write one word before the colon", key)
            if key.value in keys:
                raise _fault(f"{key.value} is given twice", key)
            keys.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


def _fault(problem: str, node: yaml.Node) -> yaml.constructor.ConstructorError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
