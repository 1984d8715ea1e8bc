"""Files, folders and streams in; documents and rejections out."""

from kg.sources.inputs import count, read

__all__ = ["count", "read"]
