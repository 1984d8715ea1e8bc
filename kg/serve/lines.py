"""Messages on one line."""

_LONGEST = 500


def in_a_line(error: Exception) -> str:
    """What an error says, on one line: the engine's own words of what cannot be parsed take many."""
    said = " ".join(str(error).split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]} ..."
