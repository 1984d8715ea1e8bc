"""Files, folders and streams in; documents and rejections out."""

from kg.sources.inputs import count, read
from kg.sources.text import clean

__all__ = ["clean", "count", "read"]
