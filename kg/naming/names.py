"""Names in a document: known actors from the gazetteer, persons, places and further organisations from the tagger."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile

from kg.lexicon import Lexicon
from kg.model import EntityKind
from kg.naming.gazetteer import Hit, hits
from kg.naming.index import Index
from kg.naming.runs import (
    LONGEST_NAME,
    are_posts,
    begins_date,
    capitalised_run,
    from_surname,
    is_instrument,
    names_son,
    past_suffix,
)
from kg.naming.tagged import corrected
from kg.parse import Doc, Span, Token
from kg.places import towns


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start` to `end` (exclusive) naming something. `of` is the key of the country it belongs to."""

    start: int
    end: int
    kind: EntityKind
    text: str
    form: str = "name"
    key: str | None = None
    of: str | None = None

    @property
    def adjective(self) -> bool:
        """Whether it stands for a country only as an adjective or for its people."""
        return self.form == "demonym"


class Names:
    """The names of a document in order, none overlapping; `hits` are the known names, also those inside others."""

    def __init__(self, names: Iterable[Name], known: Iterable[Hit]) -> None:
        self.all = tuple(sorted(names, key=lambda name: name.start))
        self.hits = tuple(known)
        self._at: Mapping[int, Name] = {i: name for name in self.all for i in range(name.start, name.end)}
        self._hit_at = _by_token(self.hits)
        self._starts = [hit.start for hit in self.hits]

    @property
    def tokens(self) -> Set[int]:
        """The tokens that belong to names."""
        return self._at.keys()

    def at(self, i: int) -> Name | None:
        """The name that covers token `i`."""
        return self._at.get(i)

    def known_at(self, i: int) -> Hit | None:
        """The known name that covers token `i`, even if it lies inside a longer one."""
        return self._hit_at.get(i)

    def known_in(self, start: int, end: int) -> Sequence[Hit]:
        """The known names that begin at one of the tokens `start` to `end` (exclusive), in order."""
        first = bisect_left(self._starts, start)
        return self.hits[first : bisect_left(self._starts, end, first)]

    def known_before(self, i: int) -> Iterator[Hit]:
        """The known names that begin before token `i`, the last first."""
        for place in range(bisect_left(self._starts, i) - 1, -1, -1):
            yield self.hits[place]


def _by_token(known: Iterable[Hit]) -> Mapping[int, Hit]:
    return {i: hit for hit in known for i in range(hit.start, hit.end)}


def find(
    doc: Doc,
    index: Index,
    lexicon: Lexicon,
    headlines: Iterable[tuple[int, int]],
    labels: Iterable[tuple[int, int]] = (),
) -> Names:
    """All names of a document.

    `headlines` are the token ranges of its lines in title case, `labels` those that name who speaks in a transcript.

    A name of several words found by the tagger outranks a known name within it.
    """
    known = tuple(hits([token.text for token in doc]))
    known_at = _by_token(known)
    titled = {i for line in headlines for i in range(*line)}
    spans = [span for span in corrected(doc, index, known_at.keys(), lexicon) if not _lists(span, known_at)]
    tagged = [name for span in spans for name in _tagged(span, lexicon, titled=span.start in titled)]
    honoured = list(_after_honorifics(doc, index, lexicon, {i for name in tagged for i in range(name.start, name.end)}))
    taken = {i for name in (*tagged, *honoured) for i in range(name.start, name.end)}
    further = [*_regions(doc, index, lexicon), *_buildings(doc, index, lexicon, taken)]
    further += _surnames(doc, index, tagged, taken)
    further += _speakers(doc, lexicon, taken | known_at.keys(), labels)
    moving = [name for name in (*tagged, *honoured) if name.kind is not EntityKind.PLACE]
    others = {i for name in moving for i in range(name.start, name.end)}
    societies = list(_societies(doc, index, lexicon, others | known_at.keys()))  # for which the tagger may see a place
    wide = [name for name in (*societies, *tagged, *honoured, *further) if not _within(name, known_at)]
    covered = {i for name in wide for i in range(name.start, name.end)}
    free = [hit for hit in known if covered.isdisjoint(range(hit.start, hit.end))]
    return Names([*_apart(wide), *(_known(hit, doc, lexicon) for hit in free)], known)


def _regions(doc: Doc, index: Index, lexicon: Lexicon) -> Iterator[Name]:
    """Regions of two names, which are one place: "Latin America and the Caribbean"."""
    joint = [words for region in lexicon.names.regions if "and" in (words := region.split())]
    for words in joint:
        for i in index.of({words[0]}):
            span = doc[i : i + len(words)]
            if [token.lower_ for token in span] == words and span[0].text[0].isupper():
                yield Name(i, i + len(words), EntityKind.PLACE, span.text)


def _within(name: Name, known_at: Mapping[int, Hit]) -> bool:
    """Whether a known name covers this one, or is all of it but a word of the tagger's own ("the", "northern")."""
    for hit in (known_at[i] for i in range(name.start, name.end) if i in known_at):
        if hit.start <= name.start and name.end <= hit.end:
            return True
        if name.kind is EntityKind.PLACE and hit.start < name.end and name.start < hit.end:
            return True
        partly = hit.start < name.start < hit.end or hit.start < name.end < hit.end
        if partly and hit.end - hit.start >= name.end - name.start:
            return True
    return False


def _lists(span: Span, known_at: Mapping[int, Hit]) -> bool:
    """Whether what the tagger takes for a name are known ones in a row: "the Philippines and Palau"."""
    return {"CC"} <= {token.tag_ for token in span if token.i not in known_at} <= {"CC", "DT"}


def _apart(names: Iterable[Name]) -> Iterator[Name]:
    end = -1
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if name.start >= end:
            yield name
            end = name.end


def _known(hit: Hit, doc: Doc, lexicon: Lexicon) -> Name:
    actor, start = hit.actor, hit.start
    kind = EntityKind.COUNTRY if actor.kind == "country" else EntityKind.ORGANISATION
    text = doc[start : hit.end].text if hit.form == "metonym" else actor.name
    directed = start > 0 and doc[start - 1].lower_ in lexicon.names.directions
    if kind is EntityKind.COUNTRY and hit.form == "name" and directed:
        return Name(start - 1, hit.end, EntityKind.PLACE, f"{doc[start - 1].text} {actor.name}", key=None, of=actor.key)
    return Name(start, hit.end, kind, text, hit.form, actor.key, actor.of)


def _tagged(span: Span, lexicon: Lexicon, *, titled: bool) -> Iterator[Name]:
    """A name from the tagger, without the titles, honorifics and marks at its ends; `titled`: in a headline."""
    person = span.label_ == "PERSON" or span[0].lower_ in lexicon.names.honorifics
    tokens = _trimmed(span, lexicon, person=person)
    told = not {token.lower_ for token in tokens} <= lexicon.names.never_names
    if told and any(token.text[0].isupper() for token in tokens):
        yield from _of_label(
            span, _before_rest(tokens, lexicon, titled=titled or span.text.isupper()) if person else tokens, lexicon
        )


def _trimmed(span: Span, lexicon: Lexicon, *, person: bool) -> list[Token]:
    """The tokens of a name without what is no part of it at its ends."""
    tokens = list(span[:LONGEST_NAME])
    while tokens and _no_name(tokens[0], lexicon, person=person) and not names_son(tokens[0], lexicon):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].is_space or tokens[-1].tag_ == "POS"):
        tokens = tokens[:-1]
    while person and len(tokens) > 1 and _begins_post(tokens[-1], lexicon):
        tokens = tokens[:-1]
    return tokens


def _before_rest(tokens: list[Token], lexicon: Lexicon, *, titled: bool) -> list[Token]:
    """A person's name without what the tagger took into it: "Kari Lund of Norway", "Kari Lund Meets"."""
    if len(tokens) > 3 and tokens[-2].text == "," and tokens[-1].lower_ in lexicon.names.suffixes:
        return tokens
    ends = {"of", "and", ",", "from"} | (lexicon.names.headline_verbs if titled else set())
    ending = (i for i, token in enumerate(tokens) if i and (token.lower_ in ends or begins_date(token)))
    return tokens[: next(ending, len(tokens))]


def _of_label(span: Span, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Name]:
    """The tokens of a name as what the tagger takes it for; an organisation with an honorific is a person."""
    start, end, doc = tokens[0].i, tokens[-1].i + 1, span.doc
    text = doc[start:end].text
    if span.label_ == "PERSON" or (span.label_ == "ORG" and span[0].lower_ in lexicon.names.honorifics):
        thing = tokens[-1].lower_ in lexicon.names.things
        if thing and tokens[-1].lower_ not in lexicon.events.buildings:
            yield Name(start, end, EntityKind.ORGANISATION, text)
        elif not thing and (len(tokens) > 1 or tokens[0].is_alpha or "." in text):
            start, end = from_surname(doc, start, end, lexicon), past_suffix(doc, end, lexicon)
            yield Name(start, end, EntityKind.PERSON, doc[start:end].text)
    elif span.label_ == "ORG" and not (is_instrument(tokens, lexicon) or are_posts(tokens, lexicon)):
        yield Name(start, end, EntityKind.ORGANISATION, text)
    elif span.label_ in ("GPE", "LOC", "FAC"):
        town = towns().get(text)
        key, of = (town.key, town.country) if town else (None, None)
        yield Name(start, end, EntityKind.PLACE, text, key=key, of=of)


def _begins_post(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word at the end of a name belongs to the post behind it: "Lund Foreign" before "Minister"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return (
        following is not None and token.lower_ in lexicon.titles.modifiers and following.lower_ in lexicon.titles.heads
    )


def _no_name(token: Token, lexicon: Lexicon, *, person: bool) -> bool:
    if not token.is_alpha and not (token.text[0].isalpha() and "." in token.text):
        return True
    word = token.lower_
    if word == "the" or word in lexicon.names.openers:
        return True
    titles = lexicon.titles
    posts = (titles.heads, titles.abbreviations, titles.beginnings, lexicon.names.honorifics)
    return person and any(word in words for words in posts)


def _after_honorifics(doc: Doc, index: Index, lexicon: Lexicon, taken: set[int]) -> Iterator[Name]:
    """ "Mr. Rini": capitalised words after an honorific name a person even where the tagger saw none."""
    for i in index.of(lexicon.names.civil):
        if doc[i].text[0].isupper():
            run = list(capitalised_run(doc, i + 1, lexicon))
            if run and not taken & {t.i for t in run}:
                yield Name(run[0].i, run[-1].i + 1, EntityKind.PERSON, doc[run[0].i : run[-1].i + 1].text)


def _surnames(doc: Doc, index: Index, tagged: Sequence[Name], taken: set[int]) -> Iterator[Name]:
    """The last word of a person's full name, where it stands alone and the tagger saw no name."""
    full = [name for name in tagged if name.kind is EntityKind.PERSON and name.end - name.start > 1]
    known = {doc[name.end - 1].text for name in full if len(doc[name.end - 1]) > 2}
    for i in index.of({text.lower() for text in known}):
        if doc[i].text in known and i not in taken:
            yield Name(i, i + 1, EntityKind.PERSON, doc[i].text)


def _buildings(doc: Doc, index: Index, lexicon: Lexicon, taken: set[int]) -> Iterator[Name]:
    """ "Subang Airbase": capitalised words before a word for a building name it, where the tagger saw none."""
    for i in index.of(lexicon.events.buildings):
        if doc[i].text[0].isupper() and i not in taken:
            start = i
            first = i - LONGEST_NAME
            while start > max(first, 0) and doc[start - 1].is_title and doc[start - 1].is_alpha:
                if doc[start].is_sent_start:
                    break
                start -= 1
            if start < i and doc[start].lower_ != "the":
                yield Name(start, i + 1, EntityKind.PLACE, doc[start : i + 1].text)


def _speakers(doc: Doc, lexicon: Lexicon, taken: Set[int], labels: Iterable[tuple[int, int]]) -> Iterator[Name]:
    """ "KARI LUND:": words in capitals that name who speaks, where the tagger saw nobody."""
    for start, end in labels:
        words = [token for token in doc[start:end] if token.lower_ not in lexicon.names.honorifics]
        plain = all(token.is_alpha and token.text.isupper() for token in words)
        strange = any(token.i in taken or token.lower_ in lexicon.titles.heads for token in words)
        if len(words) > 1 and plain and not strange:
            yield Name(words[0].i, words[-1].i + 1, EntityKind.PERSON, doc[words[0].i : words[-1].i + 1].text)


def _societies(doc: Doc, index: Index, lexicon: Lexicon, taken: Set[int]) -> Iterator[Name]:
    """ "Nile Union": capitalised words up to one for a society, before the post of who leads it."""
    titles = lexicon.titles
    for i in index.of(titles.societies):
        following = doc[i + 1 : i + 3]
        leads = len(following) > 0 and titles.leading & {token.lower_ for token in following}
        start = i
        while start and doc[start - 1].is_title and doc[start - 1].is_alpha and start - 1 not in taken:
            start -= 1
        words = {token.lower_ for token in doc[start:i]}
        plain = words <= titles.fields | titles.modifiers | titles.current | titles.former | {"the", "a", "an"}
        if (
            leads
            and i not in taken
            and start < i
            and doc[i].is_title
            and not (plain and doc[i].lower_ in titles.modifiers | titles.fields)
        ):
            yield Name(start, i + 1, EntityKind.ORGANISATION, doc[start : i + 1].text)


def untagged(doc: Doc, i: int, names: Names, lexicon: Lexicon) -> int | None:
    """End of a person's name at token `i`, for places where one must stand and the tagger saw another kind or none."""
    run = list(takewhile(lambda t: t.lower_ not in lexicon.names.never_names, capitalised_run(doc, i, lexicon)))
    heads = lexicon.titles.heads
    strange = any(names.known_at(t.i) or t.lower_ in heads or t.lower_.removesuffix("s") in heads for t in run)
    return run[-1].i + 1 if run and not strange and run[-1].lower_ not in lexicon.names.things else None
