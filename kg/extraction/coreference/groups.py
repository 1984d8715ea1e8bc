"""Unnamed people and governments: "Israeli officials", "his Indian counterpart", "the Syrian government"."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from kg.actors import actors
from kg.extraction.coreference.entities import STATES, Reference, Register, actor_id
from kg.extraction.coreference.mentions import Mentions
from kg.extraction.coreference.persons import Person
from kg.extraction.coreference.pronouns import Antecedents
from kg.extraction.grammar.function_words import HE
from kg.model import EntityKind
from kg.naming.plurals import of_each_field, singular
from kg.naming.titles import Title
from kg.parse import Token


class Groups:
    """Finds whom nouns for people stand for in one document."""

    def __init__(self, mentions: Mentions, register: Register, antecedents: Antecedents) -> None:
        self.mentions, self.doc = mentions, mentions.doc
        self._register, self._antecedents = register, antecedents
        self._told: dict[int, list[str]] = {}
        words = mentions.lexicon.groups
        self.tokens = mentions.listed.under({*words.counterparts, *words.nouns, *words.governments})
        """Among these are the nouns that stand for somebody."""

    def of(self, token: Token) -> Iterator[Reference]:
        """Whom a noun stands for, by what it means: a counterpart, a group, a government."""
        word, lemma = token.lower_, token.lemma_.lower()
        lexicon, plural = self.mentions.lexicon, token.tag_ in ("NNS", "NNPS")
        if lemma in lexicon.groups.counterparts:
            yield from self._counterpart(token)
        elif lemma in lexicon.groups.nouns and (plural or word in lexicon.groups.delegations):
            yield from self._group(token, lemma)
        elif lemma in lexicon.groups.governments:
            yield from self._government(token)

    def _countries_beside(self, token: Token) -> list[str]:
        """Keys of the countries and organisations that qualify a noun: "Israeli and Palestinian officials"."""
        keys: list[str] = []
        links = {"of", "from", "representing"}
        if token.lemma_.lower() in self.mentions.lexicon.groups.serving:
            links.add("in")  # "lawmakers in Chile"
        first = min((child.i for child in token.subtree if child.i <= token.i), default=token.i)
        stretch = [*range(max(first, token.sent.start), token.i)]
        last = max((child.i for child in token.subtree if child.dep_ in ("nmod", "conj", "flat")), default=token.i)
        for i in (*stretch, *range(token.i + 1, last + 1)):
            hit = self.mentions.names.known_at(i)
            if hit and hit.actor.key not in keys and hit.actor.kind in STATES:
                if i > token.i and token.following not in links:
                    break
                keys.append(hit.actor.key)
        return keys

    def _group(self, token: Token, lemma: str) -> Iterator[Reference]:
        keys = self._countries_beside(token) or self._told_before(token) or self._at_home(token, lemma)
        plural = lemma if token.lower_ in self.mentions.lexicon.groups.delegations else token.text.lower()
        title = self.mentions.title_at.get(token.i)
        posts = self._posts(title, keys) if title and title.plural and keys else []
        for key, post in product(keys, posts):
            name = f"{post} of {actors()[key].name}"
            yield Reference(self._register.entity(EntityKind.ROLE, name, of=key), token.i, token.i + 1, post)
        for key in keys if not posts else ():
            leading = self._leader(key) if lemma in self.mentions.lexicon.people.generic and len(keys) > 1 else None
            if leading:
                yield Reference(self.mentions.id_of(leading), token.i, token.i + 1)
            else:
                name = f"{plural} of {actors()[key].name}"
                yield Reference(self._register.entity(EntityKind.GROUP, name, of=key), token.i, token.i + 1)
        if not keys and lemma in self.mentions.lexicon.groups.delegations and token.tag_ == "NN":
            yield from self._antecedents.travelling(token)
        if not keys:
            words = [t for t in token.lefts if t.dep_ in ("amod", "compound") and t.is_alpha]
            if words:
                text = self.doc[words[0].i : token.i + 1].text
                yield Reference(self._register.entity(EntityKind.GROUP, text), words[0].i, token.i + 1)

    def _posts(self, title: Title, keys: Sequence[str]) -> Sequence[str]:
        """The posts that a plural stands for: each field's, or in each of several states the one there is.

        "The foreign and trade ministers of Chile", "the foreign ministers of Chile and Peru".
        """
        lexicon = self.mentions.lexicon
        each = of_each_field(title.text, lexicon)
        if each or len(keys) < 2 or any(actors()[key].kind != "country" for key in keys):
            return each
        post = singular(title.text, lexicon)
        words = post.lower().split()
        one_each = len(words) > 1 or not (lexicon.people.heads_of_state - lexicon.people.generic).isdisjoint(words)
        return [post] if one_each else []

    def _at_home(self, token: Token, lemma: str) -> list[str]:
        """The one country where officials are met whose country is not told: "met officials during a trip to Kenya"."""
        if lemma not in self.mentions.lexicon.groups.serving or token.following in ("of", "from"):
            return []
        sentence = token.sent
        met = any(t.lower_ in self.mentions.lexicon.people.encounters for t in self.doc[sentence.start : token.i])
        hits = self.mentions.names.known_in(sentence.start, sentence.end) if met else ()
        keys = dict.fromkeys(hit.actor.key for hit in hits if hit.form == "name" and self._leads_to(hit.start))
        return list(keys) if len(keys) == 1 else []

    def _leads_to(self, i: int) -> bool:
        """Whether the name of a country that begins at a token is where somebody goes or is."""
        hit = self.mentions.names.known_at(i)
        before = self.doc[i - 1 - (self.doc[i - 1].lower_ == "the")] if i > 1 else None
        if hit is None or hit.actor.kind != "country" or before is None:
            return False
        return before.lower_ in ("in", "to") or before.lemma_.lower() in self.mentions.lexicon.people.travels

    def _told_before(self, token: Token) -> list[str]:
        """The country of the last delegation before "the delegation"; of several, none."""
        if token.tag_ != "NN" or not any(child.lower_ == "the" for child in token.children):
            return []
        same = self._delegations[token.lower_]
        passed: list[int] = []
        keys: list[str] = []
        for place in range(bisect_left(same, token.i) - 1, -1, -1):
            if (i := same[place]) in self._told:
                keys = self._told[i]
                break
            passed.append(i)
            if keys := self._countries_beside(self.doc[i]):
                break
        self._told |= dict.fromkeys(passed, keys)
        return keys if len(keys) == 1 else []

    @cached_property
    def _delegations(self) -> Mapping[str, list[int]]:
        """Where each word stands for people sent by somebody."""
        return {word: self.mentions.index.of({word}) for word in self.mentions.lexicon.groups.delegations}

    def _leader(self, key: str) -> Person | None:
        return self._leaders.get(key)

    @cached_property
    def _leaders(self) -> Mapping[str | None, Person]:
        """The first who leads each country."""
        leading = self.mentions.lexicon.people.leaders
        found: dict[str | None, Person] = {}
        for person in self.mentions.people:
            if any(leading & set(title.text.lower().split()) for title in person.titles):
                found.setdefault(person.of, person)
        return found

    @cached_property
    def _of_country(self) -> Mapping[str | None, list[Person]]:
        """The first two persons of each country: one of them is not the one who speaks."""
        found: defaultdict[str | None, list[Person]] = defaultdict(list)
        for person in self.mentions.people:
            same = found[self.mentions.country_of(person)]
            same += [person] if len(same) < 2 else []
        return found

    def _counterpart(self, token: Token) -> Iterator[Reference]:
        """ "His Indian counterpart": who holds the antecedent's post there."""
        keys = self._countries_beside(token)
        if token.tag_ == "NNS" and any(child.lower_ == "their" for child in token.children):
            yield from self._counterparts(token, keys)
            return
        owner = next((child for child in token.children if child.dep_ == "nmod:poss"), None)
        person = self._antecedents.antecedent(owner) if owner is not None and owner.lower_ in HE else None
        for key in keys[:1]:
            posts = [title.text for title in person.titles] if person else self._told_without_owner(token, owner)
            same = [other for other in self._of_country.get(key, ()) if other is not person]
            if same:
                yield Reference(self.mentions.id_of(same[0]), token.i, token.i + 1)
            elif posts:
                name = f"{posts[0]} of {actors()[key].name}"
                yield Reference(self._register.entity(EntityKind.ROLE, name, of=key), token.i, token.i + 1, posts[0])

    def _told_without_owner(self, token: Token, owner: Token | None) -> list[str]:
        """ "Norwegian FM meets Chilean counterpart": the post told just before, where no "his" is said."""
        if owner is not None or any(child.dep_ == "det" for child in token.children):
            return []
        told = range(token.sent.start, token.i)
        known = (title for title in self.mentions.titles if title.start in told and (title.of or title.person))
        return [title.text for title in known if not title.plural][-1:]

    def _counterparts(self, token: Token, keys: Sequence[str]) -> Iterator[Reference]:
        """ "Their Indian counterparts": the group there that holds the posts told last."""
        before = (title for title in reversed(self.mentions.titles) if title.end <= token.i)
        heads = [self.doc[title.head].lower_ for title in before if title.plural]
        for key in keys if heads else ():
            name = f"{heads[0]} of {actors()[key].name}"
            yield Reference(self._register.entity(EntityKind.GROUP, name, of=key), token.i, token.i + 1)

    def _government(self, token: Token) -> Iterator[Reference]:
        keys = self._countries_beside(token)
        for key in keys[:1]:
            yield Reference(actor_id(key), token.left_edge.i, token.i + 1)
