"""Where on a server the page of an IRI is: `https://w3id.org/diplograph/id/doc-x#e1` at `/id/doc-x/e1`."""

import re

from kg.vocab import ID

SUFFIXES = {"html": "html", "ttl": "ttl", "nt": "nt", "jsonld": "jsonld", "rdf": "rdf"}
"""What behind a dot asks for a form, whatever the client accepts."""
_LEGAL = re.compile(
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@\-]|%[0-9A-Fa-f]{2})+(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@\-]|%[0-9A-Fa-f]{2})+)?"
)
"""What the end of an IRI is made of: one segment, and a second one for what stands behind the hash."""


def path_of(iri: str) -> str | None:
    """The path of the page of an IRI that the program minted; None for another, which has none.

    >>> path_of(ID + "doc-x#e1"), path_of(ID + "doc-a.ttl"), path_of("https://example.org/")
    ('/id/doc-x/e1', '/id/doc-a.ttl.html', None)
    """
    if not iri.startswith(ID):
        return None
    local = iri.removeprefix(ID).replace("#", "/", 1)
    return f"/id/{local}" + (".html" if local.rpartition(".")[2] in SUFFIXES else "")


def iri_of(path: str) -> tuple[str, str | None] | None:
    """The IRI that a path, as it was sent, is of, and the form that its suffix asks for; None if there can be none.

    >>> iri_of("/id/doc-x/e1.ttl") == (ID + "doc-x#e1", "ttl"), iri_of("/id/doc-x"), iri_of("/id/<x>")
    (True, ('https://w3id.org/diplograph/id/doc-x', None), None)
    """
    local = path.removeprefix("/id/")
    if not _LEGAL.fullmatch(local):
        return None
    bare, _, suffix = local.rpartition(".")
    form = SUFFIXES.get(suffix) if bare else None
    return ID + (bare if form else local).replace("/", "#", 1), form
