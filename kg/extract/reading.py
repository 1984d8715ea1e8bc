"""A document as the readers of facts see it: which entity every name, post, pronoun and group in it stands for."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.actors import actors
from kg.extract.persons import Person, fold, persons
from kg.lexicon import Lexicon
from kg.model import Document, Entity, EntityKind, Mention
from kg.naming import names, quotations, plurals, titles
from kg.naming.gazetteer import Hit
from kg.naming.names import Name
from kg.naming.titles import Title

_SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "who", "whom", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "both"})
_LEADING = frozenset({"leader", "president", "king", "prime", "premier", "chancellor", "prince", "emir", "sultan"})


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody or something a phrase stands for: id of the entity, and the tokens from `start` to `end` that say so."""

    entity: str
    start: int
    end: int
    title: str | None = None


class Reading:
    """Names, posts and references of one annotated document; it makes entities as facts ask for them."""

    def __init__(self, document: Document, doc: Doc, lexicon: Lexicon) -> None:
        self.document, self.doc, self.lexicon = document, doc, lexicon
        self.names = names.find(doc, lexicon)
        self.titles = plurals.distribute(doc, self.names, titles.find(doc, self.names, lexicon))
        self.people = persons(doc, self.names, self.titles)
        self._entities: dict[tuple[EntityKind, str], Entity] = {}
        self._mentions: dict[str, set[tuple[int, int]]] = {}
        self._person_at = {i: person for person in self.people for span in person.spans for i in range(*span)}
        self._title_at = {i: title for title in self.titles for i in range(title.outer, title.end)}
        self.quotations = quotations.find(doc)
        self.quoted = frozenset(i for q in self.quotations if not q.is_name for i in range(q.start, q.stop))
        self._coordinates = dict(self._coordinations())
        self._person_ids = {id(person): self._person_entity(person) for person in self.people}

    @property
    def people_tokens(self) -> Container[int]:
        """Indices of the tokens that belong to names of persons."""
        return self._person_at

    # Entities

    def entity(self, kind: EntityKind, name: str, *, key: str | None = None, of: str | None = None) -> str:
        """The id of the entity of this kind with this key or name, made if there is none yet."""
        identity = (kind, key or " ".join(fold(name)) or name)
        if identity not in self._entities:
            local = f"x{len(self._entities) + 1}"
            self._entities[identity] = Entity(id=local, kind=kind, name=name, key=key, of=of)
        return self._entities[identity].id

    def actor(self, key: str) -> str:
        """The id of the known actor with this key."""
        actor = actors()[key]
        kind = EntityKind.COUNTRY if actor.kind == "country" else EntityKind.ORGANISATION
        return self.entity(kind, actor.name, key=key, of=actor.of)

    def entities(self) -> tuple[Entity, ...]:
        """All entities so far, each with the mentions that were cut for it, in the order of their making."""
        return tuple(
            entity.model_copy(update={"mentions": tuple(self.cut(*span) for span in sorted(self._mentions.get(entity.id, ())))})
            for entity in self._entities.values()
        )

    def known(self, local: str) -> Entity:
        """The entity with this id."""
        return next(entity for entity in self._entities.values() if entity.id == local)

    def cut(self, start: int, end: int) -> Mention:
        """The words of tokens `start` to `end`, without space around them."""
        span = self.doc[start:end]
        text = self.document.text[span.start_char : span.end_char]
        left = len(text) - len(text.lstrip())
        return Mention.cut(self.document.text, span.start_char + left, span.start_char + len(text.rstrip()))

    def mention(self, reference: Reference) -> Mention:
        """The words of a reference, kept with its entity."""
        self._mentions.setdefault(reference.entity, set()).add((reference.start, reference.end))
        return self.cut(reference.start, reference.end)

    def represented(self, local: str) -> str | None:
        """The id of the country or organisation a person, role or group speaks for, where the text tells."""
        entity = self.known(local)
        if entity.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION) or entity.of is None:
            return None
        return self.actor(entity.of)

    def _person_entity(self, person: Person) -> str:
        local = self.entity(EntityKind.PERSON, person.name, of=self.country_of(person))
        self._mentions.setdefault(local, set()).update(person.spans)
        return local

    def country_of(self, person: Person) -> str | None:
        """Key of the country or organisation a person serves: by own title, by a like title elsewhere, by context."""
        if person.of:
            return person.of
        if not person.titles:
            return self._described(person)
        held = {title.text.lower() for title in person.titles}
        rivals = {title.of for other in self.people if other is not person for title in other.titles if title.text.lower() in held}
        alike = (t.of for t in self.titles if t.person is None and t.of and t.text.lower() in held and t.of not in rivals)
        return next(alike, None) or self._described(person) or self._country_by_context(person, rivals)

    def _described(self, person: Person) -> str | None:
        """The country in "the Mexican leader", said of the last person named before it whose country is not told."""
        others = {other.of for other in self.people if other.of}
        for title in self.titles:
            if title.person or title.plural or not title.of or title.of in others or title.served is None:
                continue
            if self.doc[title.head].lower_ not in ("leader", "president", "king", "premier", "chancellor"):
                continue
            named = [other for other in self.people if other.of is None and min(other.spans)[0] < title.start]
            if named == [person]:
                return title.of
        return None

    def _country_by_context(self, person: Person, rivals: set[str | None]) -> str | None:
        """The only country whose people or property the sentence speaks of: "Syrian media say President al-Assad"."""
        free = [hit for hit in self.names.hits if hit.actor.kind == "country" and hit.start not in self._title_at]
        free = [hit for hit in free if hit.actor.key not in rivals]
        sent = self.doc[min(person.spans)[0]].sent
        near = {hit.actor.key for hit in free if sent.start <= hit.start < sent.end and not self._is_place(hit)}
        if len(near) == 1:
            return near.pop()
        return None

    def _is_place(self, hit: Hit) -> bool:
        """Whether a name of a country says where or whither rather than whose."""
        owning = hit.end < len(self.doc) and self.doc[hit.end].tag_ == "POS"
        return hit.form != "demonym" and not owning

    # References

    def refer(self, token: Token) -> list[Reference]:
        """Whom the phrase with this head stands for, its conjuncts included; empty if nobody in particular."""
        found = self._included(token) or list(self._single(token))
        heads = {token.i, *range(*self._extent(token))}
        seen = set(heads)
        for start in self._coordinates.get(self._extent(token), ()):
            found += [ref for ref in self._single(self.doc[start]) if ref.entity not in {r.entity for r in found}]
        frontier = [child for i in sorted(heads) for child in self.doc[i].children]
        for child in frontier:
            if child.dep_ in ("conj", "appos") and child.i not in seen and (child.dep_ == "conj" or not found):
                seen.add(child.i)
                found += [ref for ref in self.refer(child) if ref.entity not in {r.entity for r in found}]
        return found

    def _included(self, token: Token) -> list[Reference]:
        """Those a group is said to include: "eight dialogue partners, including India and Japan"."""
        if token.tag_ != "NNS":
            return []
        following = self.doc[token.i + 1 : min(token.i + 4, len(self.doc))]
        word = next((t for t in following if t.lower_ == "including"), None)
        first = next((t for t in self.doc[word.i + 1 : word.i + 3] if self.names.at(t.i)), None) if word is not None else None
        return self.refer(first) if first is not None else []

    def _coordinations(self) -> Iterator[tuple[tuple[int, int], list[int]]]:
        """Names and posts in a row ("A, B and C"), which the parser often tears apart: a token of each, by extent."""
        starts = {i for span in self._person_at for i in (span,)} | set(self._title_at)
        starts |= {i for name in self.names.all if not name.adjective for i in range(name.start, name.end)}
        row: list[tuple[int, int]] = []
        joined = False
        for extent in sorted({self._extent(self.doc[i]) for i in starts}):
            between = [t.lower_ for t in self.doc[row[-1][1] : extent[0]]] if row else []
            linked = bool(row) and between in ([","], ["and"], [",", "and"], ["&"], ["the"], [",", "the"], ["and", "the"], [",", "and", "the"])
            if linked and between != ["the"] and not self._new_clause(row[0], extent):
                joined = joined or "and" in between or "&" in between
                row.append(extent)
                continue
            yield from self._row(row, joined)
            row, joined = [extent], False
        yield from self._row(row, joined)

    def _row(self, row: list[tuple[int, int]], joined: bool) -> Iterator[tuple[tuple[int, int], list[int]]]:
        if joined:
            heads = [next((i for i in range(*extent) if i in self._person_at), extent[1] - 1) for extent in row]
            for extent in row:
                yield extent, heads

    def _new_clause(self, first: tuple[int, int], extent: tuple[int, int]) -> bool:
        subject = any(self.doc[i].dep_.startswith("nsubj") for i in range(*extent))
        return subject and not any(self.doc[i].dep_.startswith("nsubj") for i in range(*first))

    def _extent(self, token: Token) -> tuple[int, int]:
        """Token range of the name or post that covers a token."""
        title = self._title_at.get(token.i)
        if title:
            return title.outer, title.person[1] if title.person and title.person[0] >= title.end else title.end
        person = self._person_at.get(token.i)
        if person:
            return next(span for span in person.spans if span[0] <= token.i < span[1])
        name = self.names.at(token.i)
        return (name.start, name.end) if name else (token.i, token.i + 1)

    def _single(self, token: Token) -> Iterator[Reference]:
        start, end = self._extent(token)
        person = self._person_at.get(token.i)
        title = self._title_at.get(token.i)
        if person is None and title and title.person:
            person = self._person_at.get(title.person[0])
        if person:
            beside = next((t for t in person.titles if t.person and t.person[0] <= token.i < t.person[1]), title)
            yield Reference(self._person_ids[id(person)], start, end, beside.text if beside else None)
        elif title and not title.plural:
            yield from self._by_post(title)
        elif token.lower_ in _SINGULAR:
            yield from self._by_pronoun(token)
        elif token.lower_ in _PLURAL or (token.lower_ == "two" and token.dep_ != "nummod"):
            yield from self._plural(token)
        elif (name := self.names.at(token.i)) and not (name.adjective and token.dep_ in ("amod", "compound")):
            yield from self._by_name(name)
        elif token.pos_ in ("NOUN", "PROPN"):
            yield from self._by_noun(token)

    def _by_name(self, name: Name) -> Iterator[Reference]:
        if name.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION) and name.key:
            yield Reference(self.actor(name.key), name.start, name.end)
        else:
            yield Reference(self.entity(name.kind, self._body(name), key=name.key, of=name.of), name.start, name.end)

    def _body(self, name: Name) -> str:
        """The name of an organisation, with its country behind it: "Ministry of Foreign Affairs of Turkey"."""
        before = self.names.known_at(name.start - 1) if name.start else None
        first = self.names.known_at(name.start)
        if name.kind is not EntityKind.ORGANISATION:
            return name.text
        if first and first.end < name.end and first.actor.kind == "country":
            rest = self.doc[first.end : name.end]
            return f"{rest[1:].text if rest[0].tag_ == 'POS' else rest.text} of {first.actor.name}"
        if before is None and name.start > 1 and self.doc[name.start - 1].tag_ == "POS":
            before = self.names.known_at(name.start - 2)
        return f"{name.text} of {before.actor.name}" if before and before.actor.kind == "country" else name.text

    def _by_post(self, title: Title) -> Iterator[Reference]:
        """The person a bare post refers to, or the holder of the post as such."""
        person = self._holder(title)
        if person:
            yield Reference(self._person_ids[id(person)], title.outer, title.end, title.text)
        elif title.of and self.doc[title.head].lower_ not in self.lexicon.titles.descriptions:
            name = f"{title.text} of {actors()[title.of].name}"
            yield Reference(self.entity(EntityKind.ROLE, name, of=title.of), title.outer, title.end, title.text)

    def _holder(self, title: Title) -> Person | None:
        fitting = [person for person in self.people if self._fits(person, title)]
        return max(fitting, key=lambda person: self._last_before(person, title.start), default=None)

    def _fits(self, person: Person, title: Title) -> bool:
        head = self.doc[title.head].lower_
        country = self.known(self._person_ids[id(person)]).of
        if title.of and country and title.of != country and not self._usual(title):
            return False
        held = [t.text.lower().split() for t in person.titles if not t.former]
        words = title.text.lower().split()
        introduced = title.of is not None and title.of == country and words in held  # "a U.N. envoy", named later
        if not introduced and not any(min(span) < title.start for span in person.spans):
            return False
        if head in ("leader", "diplomat", "envoy", "official", "head"):
            return bool(held) and (title.of is not None or head == "leader") and country == (title.of or country)
        return any(set(words) <= set(post) and words[-1] in post for post in held)

    def _usual(self, title: Title) -> bool:
        """Whether the country of a post was supplied by the lexicon rather than read."""
        return title.served is None

    def _last_before(self, person: Person, i: int) -> int:
        return max((start for start, _ in person.spans if start < i), default=-1)

    def _by_pronoun(self, token: Token) -> Iterator[Reference]:
        if token.lower_ in ("who", "whom"):
            head = token.head.head if token.head.dep_.startswith("acl") else token
            yield from self._single(head) if head != token else ()
            return
        person = self._antecedent(token)
        if person:
            yield Reference(self._person_ids[id(person)], token.i, token.i + 1)

    def _antecedent(self, token: Token) -> Person | None:
        """The subject of this sentence before the pronoun, else of the sentence before, else the last person named."""
        for stretch in self._told(token):
            subjects = [
                person
                for t in stretch
                if t.i < token.i and t.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer") and (person := self._denoted(t))
                if not (token.dep_ in ("obj", "iobj", "obl") and t.head == token.head)  # "A invited him": not A
            ]
            if subjects:
                return subjects[0]
        outside = token.i not in self.quoted
        named = [pair for pair in self._spoken_of(token.i) if not (outside and pair[0] in self.quoted)]
        return max(named, key=lambda pair: pair[0])[1] if named else None

    def _told(self, token: Token, sentences: int = 2) -> Iterator[list[Token]]:
        """The sentence of a token and those before it, without quotations unless the token stands in one."""
        outside, i, count = token.i not in self.quoted, token.i, 0
        while i >= 0 and count < sentences:
            sent = self.doc[i].sent
            words = [t for t in sent if not (t.is_space or t.is_punct or (outside and t.i in self.quoted))]
            if words:
                count += 1
                yield words
            i = sent.start - 1

    def _denoted(self, token: Token) -> Person | None:
        ids = {local: person for person in self.people for local in [self._person_ids[id(person)]]}
        if token.lower_ in _SINGULAR and token.i and token.sent.start < token.i:
            return None
        refs = [] if token.lower_ in _SINGULAR else list(self._single(token))
        return ids.get(refs[0].entity) if len(refs) == 1 else None

    def _spoken_of(self, before: int) -> Iterator[tuple[int, Person]]:
        for person in self.people:
            for start, _ in person.spans:
                if start < before:
                    yield start, person

    def _by_noun(self, token: Token) -> Iterator[Reference]:
        word, lemma = token.lower_, token.lemma_.lower()
        if lemma == "counterpart":
            yield from self._counterpart(token)
        elif token.tag_ in ("NNS", "NNPS") and lemma in self.lexicon.pairs and self._is_pair(token):
            kind = EntityKind.PERSON if lemma not in ("side", "country", "nation", "state", "government", "capital") else None
            yield from self._pair(token, kind)
        elif lemma in self.lexicon.groups and (token.tag_ in ("NNS", "NNPS") or word in ("delegation", "team")):
            yield from self._group(token, lemma)
        elif lemma in ("government", "administration", "ministry", "authority", "side", "regime", "cabinet"):
            yield from self._government(token)

    def _is_pair(self, token: Token) -> bool:
        words = {child.lower_ for child in token.children}
        return bool(words & {"two", "both"}) or (words <= {"the", "also", ","} and "the" in words)

    def _plural(self, token: Token) -> Iterator[Reference]:
        """ "They": the several subjects of this sentence or of one shortly before, else the last two persons."""
        for stretch in self._told(token, 3):
            for t in stretch:
                if t.i < token.i and t.dep_ in ("nsubj", "nsubj:pass") and t.lower_ not in _PLURAL:
                    refs = self.refer(t)
                    if len(refs) > 1 or any(self.known(ref.entity).kind is EntityKind.GROUP for ref in refs):
                        yield from (Reference(ref.entity, token.i, token.i + 1) for ref in refs)
                        return
        yield from self._pair(token, EntityKind.PERSON)

    def _pair(self, token: Token, kind: EntityKind | None) -> Iterator[Reference]:
        """The last two persons named before a word, in order; or the countries of the two."""
        latest: dict[int, int] = {}
        for start, person in self._spoken_of(token.i):
            latest[id(person)] = max(latest.get(id(person), -1), start)
        chosen = self._opposites(sorted(latest, key=lambda key: -latest[key]))
        pair = [self._person_ids[key] for key in sorted(chosen, key=lambda key: latest[key])]
        if kind is None:
            pair = [local for local in map(self.represented, pair) if local]
            if len(set(pair)) < 2:
                pair = self._last_countries(token.i)
        if len(set(pair)) == 2:
            yield from (Reference(local, token.i, token.i + 1) for local in pair)

    def _opposites(self, keys: list[int]) -> list[int]:
        """The person named last, and the one named last of those who serve another country; any two if none does."""
        served = {key: self.known(self._person_ids[key]).of for key in keys}
        others = [key for key in keys[1:] if served[key] and served[keys[0]] and served[key] != served[keys[0]]]
        return [keys[0], (others or keys[1:])[0]] if len(keys) > 1 else keys

    def _last_countries(self, before: int) -> list[str]:
        keys: list[str] = []
        for hit in reversed(self.names.hits):
            if hit.start < before and hit.actor.kind == "country" and hit.form != "metonym" and hit.actor.key not in keys:
                keys.append(hit.actor.key)
        return [self.actor(key) for key in reversed(keys[:2])]

    def _countries_beside(self, token: Token) -> list[str]:
        """Keys of the countries and organisations that qualify a noun: "Israeli and Palestinian officials"."""
        keys: list[str] = []
        first = min((child.i for child in token.subtree if child.i <= token.i), default=token.i)
        stretch = [*range(max(first, token.sent.start), token.i)]
        last = max((child.i for child in token.subtree if child.dep_ in ("nmod", "conj", "flat")), default=token.i)
        for i in (*stretch, *range(token.i + 1, last + 1)):
            hit = self.names.known_at(i)
            if hit and hit.actor.key not in keys and hit.actor.kind in ("country", "organisation"):
                if i > token.i and self.doc[token.i + 1].lower_ not in ("of", "from", "representing"):
                    break
                keys.append(hit.actor.key)
        return keys

    def _group(self, token: Token, lemma: str) -> Iterator[Reference]:
        keys = self._countries_beside(token)
        plural = "delegation" if lemma == "delegation" else token.text.lower()
        for key in keys:
            leading = self._leader(key) if lemma == "leader" and len(keys) > 1 else None
            if leading:
                yield Reference(self._person_ids[id(leading)], token.i, token.i + 1)
            else:
                name = f"{plural} of {actors()[key].name}"
                yield Reference(self.entity(EntityKind.GROUP, name, of=key), token.i, token.i + 1)
        if not keys:
            words = [t for t in token.lefts if t.dep_ in ("amod", "compound") and t.is_alpha]
            if words:
                text = self.doc[words[0].i : token.i + 1].text
                yield Reference(self.entity(EntityKind.GROUP, text), words[0].i, token.i + 1)

    def _leader(self, key: str) -> Person | None:
        for person in self.people:
            if person.of == key and any(set(t.text.lower().split()) & _LEADING for t in person.titles):
                return person
        return None

    def _counterpart(self, token: Token) -> Iterator[Reference]:
        """ "His Indian counterpart": who holds the antecedent's post there."""
        keys = self._countries_beside(token)
        owner = next((child for child in token.children if child.dep_ == "nmod:poss"), None)
        person = self._antecedent(owner) if owner is not None and owner.lower_ in _SINGULAR else None
        for key in keys[:1]:
            posts = [title.text for title in person.titles] if person else []
            same = [p for p in self.people if p is not person and p.of == key]
            if same:
                yield Reference(self._person_ids[id(same[0])], token.i, token.i + 1)
            elif posts:
                name = f"{posts[0]} of {actors()[key].name}"
                yield Reference(self.entity(EntityKind.ROLE, name, of=key), token.i, token.i + 1, posts[0])

    def _government(self, token: Token) -> Iterator[Reference]:
        keys = self._countries_beside(token)
        for key in keys[:1]:
            yield Reference(self.actor(key), token.left_edge.i, token.i + 1)


def unique(references: Iterable[Reference]) -> list[Reference]:
    """The references without repeated entities, first ones kept."""
    seen: set[str] = set()
    return [ref for ref in references if not (ref.entity in seen or seen.add(ref.entity))]  # type: ignore[func-returns-value]
