"""The kinds of failure a user may see; every message says what failed, where, and what to do."""


class KgError(Exception):
    """Base of every failure that is reported in one line instead of a traceback."""


class SourceError(KgError):
    """An input that cannot be read as a document; it is rejected and the others go on."""


class ExtractionError(KgError):
    """A document the extractor could not read; it is rejected and the others go on."""


class ConfigurationError(KgError):
    """An ontology, lexicon, model or setting that is broken or missing; nothing can run with it."""


class BaseError(KgError):
    """A base that is missing, locked by another writer, or damaged."""


class QueryError(KgError):
    """A query that cannot be parsed, is not allowed, or exceeds its limits."""


class LimitError(QueryError):
    """A query that takes more time, memory or room than it may, or that finds no room at all: less, or later, works."""


class ChoiceError(QueryError):
    """A choice that has no meaning, of facts or of a saved query, or that leaves no fact."""


class OutputError(KgError):
    """A file or standard output that cannot be written."""


def shown(value: object) -> str:
    """A value in a message: the beginning of how Python writes it."""
    try:
        written = repr(value)
    except ValueError:  # Python writes no number of more than 4,300 digits
        return "a number of so many digits"
    return written if len(written) <= 60 else f"{written[:60]} ..."
