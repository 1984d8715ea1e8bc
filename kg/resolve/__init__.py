"""What local entities and facts of many documents are one. Ids are mapped; no record is rewritten."""

from kg.resolve.resolver import Resolver, resolve

__all__ = ["Resolver", "resolve"]
