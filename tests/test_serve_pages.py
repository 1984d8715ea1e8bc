"""The pages and the JSON of a server: what they tell, that every citation is true, and that no text becomes markup."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
from browser import executable, opened_window
from examples import Builder, kuala_lumpur, meeting
from serving import Said, Site, served
from stores import EVIL

from kg.base import Base
from kg.projection import lines
from kg.projection.about import Part, Ref, Told, distinct, facts_about, told
from kg.projection.asked import read
from kg.projection.claims import claims_of
from kg.query import Graph, Rows, saved_queries
from kg.rdf import quads
from kg.resolve import resolve
from kg.serve.paths import iri_of, path_of
from kg.vocab import DIP, ID

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ATTACK = f'{EVIL} "><img src=x onerror=alert(1)> {{{{7*7}}}} </textarea></title>'


def evil() -> Builder:
    """A document that holds an attack wherever it can."""
    b = Builder(f"{ATTACK} of Norway met. {ATTACK} said.", id='e"vil<#?/.ttl', title=ATTACK, source=ATTACK)
    b.url = "javascript:alert(1)"
    b.date = dt.date(2024, 5, 6)
    norway = b.country("NOR", "Norway")
    who = b.person(ATTACK)
    b.post(who, f"Minister {ATTACK}", norway, words="of Norway")
    b.event("meeting", (who, norway), words="met", name=ATTACK, place=b.place(ATTACK))
    pact = b.agreement(ATTACK, "treaty", norway)
    b.action(pact, "signed", (who, norway), words="met")
    b.statement("quoted", who, text=ATTACK, words="said", channel=ATTACK)
    return b


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "news.kg"
    day = dt.date(2024, 5, 6)
    pairs = [kuala_lumpur(), meeting("m1", day), meeting("m2", day), evil().done()]
    with Base.open(path, write=True) as base:
        for pair in pairs:
            base.facts.add(*pair)
        base.publish(quads(pairs, resolve(pairs)))
    return path


@pytest.fixture(scope="module")
def site(base: Path) -> Iterator[Site]:
    with served(base) as running:
        yield running


class Page(HTMLParser):
    """What a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        return [its["href"] for tag, its in self.tags if tag == "a" and "href" in its]


def page(site: Site, path: str, status: int = 200) -> Page:
    said = site.ask(path, accept=HTML)
    assert said.status == status, f"{path}: {said.status} {said.text[:300]}"
    return Page(said.text)


def harmless(found: Page, path: str) -> None:
    """That nothing in a page can run, load from elsewhere, or lead to anything but a page."""
    for tag, its in found.tags:
        assert not any(name.startswith("on") or name in ("style", "srcdoc", "formaction") for name in its), (path, its)
        if tag in ("script", "link", "img", "iframe", "form"):
            assert tag != "img" and re.match(r"/(?!/)|data:,", its.get("src") or its.get("href") or its["action"]), path
        elif "href" in its:
            assert re.match(r"/(?!/)|#|https?://", its["href"]), (path, its)
    assert sum(tag == "script" for tag, _ in found.tags) == 1
    assert "49" not in re.findall(r"\{\{.*?\}\}|\b49\b", found.text)


def test_every_page_that_can_be_reached_is_whole_and_harmless(site: Site) -> None:
    seen: set[str] = set()
    waiting = ["/", f"/?query={quote(ATTACK)}", f"/find?name={quote(ATTACK)}", "/id/NOR", *_questions()]
    asked = 0
    while waiting and asked < 200:
        path = waiting.pop(0).partition("#")[0]
        local = path.startswith("/") and not re.match(r"/(api/|sparql|view|static)", path)
        if path in seen or not local or re.search(r"\.(ttl|nt|jsonld|rdf)$", path):
            continue
        seen.add(path)
        asked += 1
        said = site.ask(path, accept=HTML)
        assert said.status in (200, 400), f"{path}: {said.status} {said.text[:200]}"
        found = Page(said.text)
        harmless(found, path)
        waiting += found.links
    assert asked > 60 and any("vil%3C" in path for path in seen)


def _questions() -> list[str]:
    """All saved questions with a value for every parameter."""
    forms = {"day": "2024-05-06", "number": "1"}
    return [
        f"/ask/{one.name}?{urlencode({p.name: forms.get(p.form, 'Norway') for p in one.parameters} | {'as': 'table'})}"
        for one in saved_queries().values()
    ]


def test_an_attack_is_shown_as_it_is(site: Site) -> None:
    (row,) = json.loads(site.ask(f"/api/find?name={quote(ATTACK)}").text)["found"][:1]
    found = page(site, path_of(row["iri"]) or "")
    assert "<script>alert(1)</script>" in found.text and "onerror=alert(1)" in found.text
    assert not any("javascript:" in link for link in found.links)


@pytest.mark.browser
def test_a_browser_runs_the_scripts_of_the_pages_and_nothing_else(site: Site) -> None:
    executable()
    with opened_window() as window:
        context = window._browser.new_context()
        tab = context.new_page()
        errors: list[str] = []
        asked: list[str] = []
        tab.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.on("dialog", lambda dialog: errors.append(dialog.message))
        tab.on("request", lambda request: asked.append(request.url))
        own = f"http://127.0.0.1:{site.port}"
        for path in (f"/?query={quote(ATTACK)}&as=table", "/id/NOR", "/id/NOR?as=graph", f"/find?name={quote(ATTACK)}"):
            tab.goto(own + path, wait_until="load")
        assert tab.evaluate("document.querySelectorAll('mark img').length") == 0
        frame = tab.goto(f"{own}/id/NOR?as=graph", wait_until="load") and tab.frames[1]
        assert frame and frame.wait_for_selector("#counts:not(:empty)")
        tab.goto(own)
        area = tab.locator("textarea")
        area.fill("SELECT * { ?x a ")
        area.press_sequentially("dip:Meet")
        tab.wait_for_selector("#terms li")
        area.press("Enter")
        assert "dip:Meeting " in area.input_value()
        area.press_sequentially("}")
        assert tab.locator(".editor .n").first.inner_text() == "dip:Meeting"
        area.press("Control+Enter")
        tab.wait_for_selector(".answer tbody tr")
        context.close()
    assert not [one for one in errors if "400" not in one]  # the attack is no query, which the server says
    assert all(url.startswith((own, "data:", "blob:", "about:")) for url in asked)


def test_a_person_is_told_with_posts_meetings_statements_agreements_and_words(site: Site) -> None:
    found = page(site, "/id/person-rajnath-singh")
    for words in ("Rajnath Singh", "Defence Minister of India", "12th ADMM-Plus", "A new chapter will begin", "signed"):
        assert words in found.text
    for section in ("Posts", "Meetings and other events", "Agreements", "Statements"):
        assert section in found.text
    assert found.text.count("What is this based on?") > 8
    assert "https://example.org/kl" in found.links
    marks = [its for tag, its in found.tags if tag == "mark"]
    assert len(marks) > 8


def test_a_citation_leads_to_the_words_in_the_text(site: Site) -> None:
    leads = {link for link in page(site, "/id/person-rajnath-singh").links if "#char-" in link}
    assert leads
    for link in sorted(leads):
        path, _, anchor = link.partition("#")
        assert anchor in {its.get("id") for tag, its in page(site, path).tags if tag == "a"}


def test_every_citation_of_the_json_is_the_text(site: Site, base: Path) -> None:
    with Base.open(base) as opened:
        said = json.loads(site.ask("/api/facts?about=Rajnath+Singh").text)
        accounts = [account for fact in said["facts"] for account in fact["basedOn"]]
        assert len(accounts) > 8
        for one in accounts:
            document = opened.facts.document(one["document"])
            assert document and document.text[one["begin"] : one["end"]] == one["quote"]


def test_facts_can_be_narrowed(site: Site) -> None:
    whole = json.loads(site.ask("/api/facts?about=Rajnath+Singh").text)
    events = json.loads(site.ask("/api/facts?about=Rajnath+Singh&type=events&until=2025-10-30").text)
    assert {one["kind"] for one in whole["facts"]} == {"posts", "events", "agreements", "statements"}
    assert {one["type"] for one in events["facts"]} == {"visit", "reception"}
    one = json.loads(site.ask("/api/facts?about=Rajnath+Singh&limit=1").text)
    assert len(one["facts"]) == 1 and one["total"] == whole["total"] > 8
    assert site.ask("/api/facts?about=Rajnath+Singh&type=x").status == 400
    assert site.ask("/api/facts").status == 400
    lost = site.ask("/api/facts?about=Rajnat+Singh")
    assert lost.status == 404 and "there are Rajnath Singh" in lost.text


def rdf(said: Said, form: str) -> rdflib.Graph:
    assert said.status == 200, said.text
    return rdflib.Graph().parse(data=said.text, format=form)


def test_a_fact_is_the_same_in_every_form_with_its_words(site: Site) -> None:
    fact = json.loads(site.ask("/api/facts?about=Rajnath+Singh&type=events").text)["facts"][0]["iri"]
    path = path_of(fact) or ""
    graphs = [
        rdf(site.ask(path, accept="text/turtle"), "turtle"),
        rdf(site.ask(f"{path}.ttl", accept=HTML), "turtle"),
        rdf(site.ask(f"{path}.jsonld"), "json-ld"),
        rdf(site.ask(path, accept="application/rdf+xml"), "xml"),
        rdf(site.ask(f"{path}.nt"), "nt"),
    ]
    assert all(set(graph) == set(graphs[0]) for graph in graphs) and len(graphs[0]) > 20
    assert rdflib.URIRef(f"{DIP}exactText") in set(graphs[0].predicates())
    assert page(site, f"{path}.html").text and site.ask(path, accept=HTML).headers["vary"] == "accept"


@pytest.mark.parametrize("iri", [f"{ID}doc-x#e1.a", f"{ID}RUS", f"{ID}doc-e%22vil%3C%23%3F%2F.ttl", f"{ID}a%25C3#b"])
def test_an_iri_has_one_path(iri: str) -> None:
    path = path_of(iri)
    assert path and iri_of(path.removesuffix(".html"))
    assert iri_of(path) in [(iri, None), (iri, "html")]
    assert iri_of(f"{path.removesuffix('.html')}.ttl") == (iri, "ttl")


@pytest.mark.parametrize(
    "path", ["/id/nothing", "/id/", "/id/a%20b%zz", "/id/a/b/c", "/id/<x>", "/id/nothing.ttl", "/ask/x"]
)
def test_what_is_not_there(site: Site, path: str) -> None:
    said = site.ask(path)
    assert said.status == 404 and said.text.count("\n") == 1


def test_a_question_is_answered_as_table_time_line_and_graph(site: Site) -> None:
    form = page(site, "/ask/who-met-whom")
    assert {"name": "who", "type": "text"}.items() <= next(i for t, i in form.tags if i.get("name") == "who").items()
    asked = "/ask/who-met-whom?who=rajnath+SINGH"
    table = page(site, asked)
    assert (
        "Pete Hegseth" in table.text and "sat down on Friday" in table.text and "What is this based on?" in table.text
    )
    assert ID not in table.text.partition("As a query")[0]
    (basis,) = {link for link in table.links if link.startswith("/based-on")}
    assert "sat down on Friday" in page(site, basis).text
    line = page(site, f"{asked}&as=timeline")
    assert "2025-10-31" in line.text
    (frame,) = (its for tag, its in page(site, f"{asked}&as=graph").tags if tag == "iframe")
    assert frame["sandbox"] == "allow-scripts allow-downloads"
    drawn = site.ask(frame["src"])
    assert "Pete Hegseth" in drawn.text and "frame-ancestors 'self'" in drawn.headers["content-security-policy"]
    found = json.loads(site.ask("/api/questions/who-met-whom?who=Rajnath+Singh").text)
    assert "Pete Hegseth" in found["rows"][0]["participants"] and found["truncated"] is False
    assert site.ask("/api/questions/who-met-whom?who=Rajnath+Singh&format=csv").text.startswith("day,kind")


def test_what_cannot_be_answered_is_told_in_the_page(site: Site) -> None:
    assert "there is no prefix" in page(site, f"/?query={quote('SELECT * { ?x a dap:Meeting }')}", 400).text
    assert "is not on of" in page(site, "/ask/agreements-in-force?on=yesterday", 400).text
    lost = page(site, "/ask/who-met-whom?who=Rajnat+Singh")
    assert "No rows." in lost.text and "Rajnath Singh" in lost.text
    assert site.ask("/api/questions/who-met-whom?nobody=x").status == 400
    assert site.ask("/view?query=ASK+%7B%7D").status == 400
    assert site.ask(f"/view?query={quote('SELECT (1 AS ?x) {}')}").status == 404


def test_rows_that_are_cut_are_announced_in_the_page(base: Path) -> None:
    with served(base, rows=5) as site:
        query = quote("SELECT ?s { ?s ?p ?o }")
        assert "Only the first 5 rows; there are more" in page(site, f"/?query={query}").text
        query = quote("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        assert "Only the first 5 triples" in page(site, f"/?query={query}").text


def test_words_are_traced_to_their_facts(site: Site) -> None:
    words = "They put their names to a ten-year Framework"
    found = json.loads(site.ask(f"/api/based-on?words={quote(words)}").text)["facts"]
    assert {one["type"] for one in found} == {"signed"} and found[0]["basedOn"][0]["quote"] == words
    assert site.ask("/api/based-on").status == 400
    assert json.loads(site.ask("/api/based-on?words=%22%5C%0A").text)["facts"] == []


def test_openapi_describes_what_there_is(site: Site) -> None:
    told_of = json.loads(site.ask("/api/openapi.json").text)
    assert told_of["openapi"].startswith("3.1")
    paths = told_of["paths"]
    assert {f"/api/questions/{name}" for name in saved_queries()} < set(paths)
    for path, its in paths.items():
        given = {one["name"]: one.get("example", "2024-05-06") for one in its["get"]["parameters"] if one["required"]}
        assert site.ask(f"{path}?{urlencode(given)}").status in (200, 400 if path == "/api/based-on" else 404), path


def test_terms_for_completion(site: Site) -> None:
    terms = {one["name"]: one for one in json.loads(site.ask("/api/terms").text)["terms"]}
    assert terms["dip:Meeting"]["sort"] == "class" and terms["dip:Meeting"]["told"]


def test_what_is_read_of_some_facts_is_what_is_read_of_all(base: Path) -> None:
    graph = Graph(Base.open(base).generation().store)

    def rows(sparql: str) -> list[dict[str, Any]]:
        answer = graph.query(sparql)
        assert isinstance(answer, Rows)
        return answer.to_dicts()

    whole = claims_of(lines.Said.of(Base.open(base).generation().quads()))
    facts = facts_about(rows, f"{ID}person-rajnath-singh")
    some = read(rows, facts)
    assert len(facts) > 8 and some.claims == [one for one in whole.claims if one.fact in facts]
    for name in ("things", "times", "documents"):
        known, narrowed = getattr(whole, name), getattr(some, name)
        assert narrowed and all(known[iri] == its for iri, its in narrowed.items())
    assert told(rows, facts) and read(rows, []).claims == []
    graph.close()


def test_what_was_held_is_quoted_from_who_tells_that_it_was() -> None:
    plan, held = ({"modality": modality, "quote": f"It {modality}."} for modality in ("planned", "occurred"))
    silent = {"modality": "occurred"}
    fact = Told("f", "events", "meeting", None, (), None, [silent, plan, held], {"status": "occurred"})
    assert fact.telling == held
    assert replace(fact, merged={"status": "cancelled"}).telling == plan
    assert replace(fact, accounts=[silent]).telling is None


def test_acting_for_somebody_says_more_than_taking_part() -> None:
    envoy, state = Ref("e", "Kari Lund", "person"), Ref("NOR", "Norway", "country")
    both = (Part(envoy, "participant"), Part(envoy, "participant", state), Part(envoy, "host"), Part(state, "host"))
    assert distinct([*both, *both]) == both[1:]


@pytest.mark.parametrize("name", ["Framework for a Major Defence Partnership", "defence partnership"])
def test_an_agreement_is_found_by_its_title(site: Site, name: str) -> None:
    (found,) = json.loads(site.ask(f"/api/find?name={quote(name)}").text)["found"]
    assert found["name"] == "Framework for a Major Defence Partnership"
    assert page(site, path_of(found["iri"]) or "").links
