"""The parse of a document, and nothing of diplomacy."""
