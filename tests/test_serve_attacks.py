"""Requests that reach for other servers, for files, for the life or the room of the server; and what they get."""

import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import bench_serve
import pytest
from conftest import Run
from serving import Said, Site, served
from stores import small_store
from test_attacks import Listener, attack
from test_serve import FORM, SPARQL, get

from kg.errors import ConfigurationError
from kg.serve import Settings, graphs, requests, running, settings

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c + ?f = ?i + ?l) }"
TOKEN = "a-token-of-enough-letters"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve-attacks")
    small_store(folder)
    return folder / "news.kg"


@pytest.fixture(scope="module")
def site(base: Path) -> Iterator[Site]:
    with served(base, timeout=0.3, rows=50, processes=1) as running:
        yield running


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits as long as usual."""
    for module in (graphs, requests, running):
        monkeypatch.setattr(module, "PATIENCE", 0.5)


def lives(site: Site) -> bool:
    return get(site, "ASK {}").status == 200


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE <URL> { ?s ?p ?o }",
        "\\u0053ERVICE <URL> { ?s ?p ?o }",
        "SERVICESILENT<URL>{?s ?p ?o}",
        "BIND(true AS ?t) FILTER(?t = trueSERVICE<URL>{?s ?p ?o}",
    ],
)
def test_39_no_other_server_is_asked(site: Site, listener: Listener, clause: str) -> None:
    said = get(site, attack(clause, listener.url))
    assert said.status == 400 and not listener.calls and lives(site)


@pytest.mark.parametrize("update", ["LOAD <URL>", "INSERT DATA { <x:s> <x:p> <x:o> }", "DROP ALL"])
def test_47_nothing_is_changed(site: Site, listener: Listener, update: str) -> None:
    update = update.replace("URL", listener.url)
    asked = get(site, update)
    assert asked.status == 400 and "is not a query" in asked.text
    sent = site.ask("/sparql", method="POST", body=update, content_type="application/sparql-update")
    form = site.ask("/sparql", method="POST", body=urlencode({"update": update}), content_type=FORM)
    assert sent.status == form.status == 403 and "only reads" in sent.text
    assert not listener.calls


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_47_no_graph_is_written(site: Site, method: str) -> None:
    for path in ("/graph/registry", "/graph-store?default"):
        assert site.ask(path, method=method, body="<x:s> <x:p> <x:o> .").status == 403


@pytest.mark.parametrize("source", ["file:///etc/passwd", "http://127.0.0.1:9/", "x:y"])
def test_40_nothing_but_the_base_is_read(site: Site, source: str) -> None:
    for form in ("FROM", "FROM NAMED"):
        assert get(site, f"SELECT * {form} <{source}> {{ ?s ?p ?o }}").status == 400
    assert get(site, "ASK {}", **{"named-graph-uri": source}).status == 400
    assert site.ask(f"/graph-store?graph={source}").status == 400


@pytest.mark.parametrize(
    "sparql",
    [
        ENDLESS,
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a ?l",
        "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b . ?c (!<x:y>)* ?d . ?e (!<x:y>)* ?f }",
    ],
)
def test_41_what_takes_too_long_is_given_up(site: Site, sparql: str) -> None:
    said = get(site, sparql)
    assert said.status == 503 and said.headers["retry-after"] and "took" in said.text and lives(site)


def test_42_what_needs_too_much_room_ends(site: Site) -> None:
    binds = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(34))
    said = get(site, f"SELECT (STRLEN(?v34) AS ?n) {{ BIND('0123456789' AS ?v0) {binds} }}")
    assert said.status == 503 and lives(site)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { " + "{" * 5000 + "?s ?p ?o" + "}" * 5000 + " }",
        "SELECT * { " + " UNION ".join(["{ ?s ?p ?o }"] * 7000) + " }",
        "SELECT * { FILTER(" + "(" * 9000 + "1" + ")" * 9000 + ") }",
    ],
)
def test_43_what_is_nested_too_deeply_ends(site: Site, sparql: str) -> None:
    said = site.ask("/sparql", method="POST", body=sparql, content_type=SPARQL)
    assert said.status in (200, 400, 503) and lives(site)


def test_44_no_pattern_takes_for_ever(site: Site) -> None:
    said = get(site, f"ASK {{ FILTER(REGEX('{'a' * 5000}!', '^(a+)+$')) }}")
    assert said.status in (200, 400, 503) and lives(site)


def test_45_billions_of_rows_are_cut(site: Site) -> None:
    said = get(site, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", accept="text/csv")
    assert said.status == 200 and said.headers["x-sparql-maxrows"] == "50" and len(said.text) < 100_000


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "10.0.0.1", "", None]
)
def test_46_another_name_is_not_answered_to(site: Site, host: str | None) -> None:
    said = site.ask("/sparql?query=ASK+%7B%7D", host=host)
    assert said.status in (400, 403) and "boolean" not in said.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:80", "[::1]:8000"])
def test_46_its_own_names_are(site: Site, host: str) -> None:
    assert site.ask("/sparql?query=ASK+%7B%7D", host=host).status == 200


def test_46_another_site_reads_nothing_unless_it_may(site: Site, base: Path) -> None:
    origin = "https://friend.example"
    said = site.ask("/sparql?query=ASK+%7B%7D", origin=origin)
    assert not any(name.startswith("access-control") for name in said.headers)
    with served(base, origins=(origin,)) as open_site:
        said = open_site.ask("/sparql?query=ASK+%7B%7D", origin=origin)
        assert said.headers["access-control-allow-origin"] == origin and "origin" in said.headers["vary"]
        before = open_site.ask("/sparql", method="OPTIONS", origin=origin, access_control_request_method="POST")
        assert before.status == 204 and before.headers["access-control-allow-methods"] == "GET, HEAD, POST"
        other = open_site.ask("/sparql?query=ASK+%7B%7D", origin="https://evil.example")
        assert "access-control-allow-origin" not in other.headers
        assert open_site.ask("/sparql", method="POST", body="ASK {}", content_type=SPARQL, origin=origin).status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-origin"}, 200),
        ({}, 200),
    ],
)
def test_47_other_sites_may_not_post(site: Site, headers: dict[str, str], status: int) -> None:
    said = site.ask("/sparql", method="POST", body=urlencode({"query": "ASK {}"}), content_type=FORM, **headers)  # type: ignore[arg-type] # headers alone
    assert said.status == status
    own = site.ask("/sparql", method="POST", body="ASK {}", content_type=SPARQL, origin=f"http://127.0.0.1:{site.port}")
    assert own.status == 200


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (None, 401),
        ("Bearer wrong", 401),
        (f"Bearer {TOKEN}", 200),
        ("Basic !", 401),
        ("Basic YTpiOmM=", 401),
        ("Basic YW55Ym9keTphLXRva2VuLW9mLWVub3VnaC1sZXR0ZXJz", 200),
        (f"Bearer {TOKEN[:-1]}é", 401),
    ],
)
def test_47_nothing_without_the_token(guarded: Site, given: str | None, status: int) -> None:
    said = guarded.ask("/sparql?query=ASK+%7B%7D", authorization=given and given.encode().decode("latin-1"))
    assert said.status == status
    assert ("www-authenticate" in said.headers) == (status == 401)
    assert TOKEN not in said.text


@pytest.fixture(scope="module")
def guarded(base: Path) -> Iterator[Site]:
    with served(base, token=TOKEN) as running:
        yield running


def test_48_what_is_too_long_is_not_taken(site: Site) -> None:
    long = "#" + "x" * settings.BODY
    announced = site.ask("/sparql", method="POST", body="ASK {}", content_type=SPARQL, content_length="9000000")
    assert announced.status == 413
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(long), long.encode())
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {SPARQL}\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert " 413 " in raw(site, head.encode() + chunked)
    assert site.ask(f"/sparql?query={'x' * 70_000}").status == 400
    assert lives(site)


def raw(site: Site, data: bytes, timeout: float = 10) -> str:
    """The first line of the answer to what is sent; empty if the connection is closed without one."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=timeout) as connection:
        connection.sendall(data)
        try:
            return connection.recv(100).decode().partition("\r\n")[0]
        except ConnectionResetError:
            return ""


@pytest.mark.usefixtures("hasty")
def test_48_whoever_is_slow_is_not_waited_for(site: Site) -> None:
    begun = time.monotonic()
    assert raw(site, b"GET /sparql HTTP/1.1\r\nHost: localh") == ""
    assert raw(site, b"") == ""
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {SPARQL}\r\nContent-Length: 100\r\n\r\nASK"
    assert " 408 " in raw(site, head.encode())
    assert time.monotonic() - begun < 5 and lives(site)


@pytest.mark.usefixtures("hasty")
def test_48_too_many_at_once_are_told_to_come_again(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "WAITING", 10)
    said: list[Said] = []
    with served(base, timeout=0.3, processes=1) as site, ThreadPoolExecutor(20) as threads:
        said = list(threads.map(lambda _: get(site, ENDLESS), range(20)))
        assert Counter(one.status for one in said) == {503: 20}
        assert all("retry-after" in one.headers for one in said)
        assert sum("the server is busy" in one.text for one in said) >= 5
        assert any("took" in one.text for one in said) and any("waiting" in one.text for one in said)
        assert lives(site)


def test_48_many_who_ask_little_are_all_answered(site: Site) -> None:
    found = bench_serve.load(site.port, 60, 0.3)
    assert found.statuses.keys() <= {"200", "404"} and len(found.times) >= 60  # it has heard nothing of Russia


def test_the_bound_on_the_load_can_be_missed() -> None:
    even = bench_serve.Load(Counter({"200": 40}), [0.1] * 40, 1.0)
    slow = even._replace(times=[0.1] * 30 + [1.0] * 10)
    assert even.is_fine and not slow.is_fine and not even._replace(statuses=Counter({"200": 39, "503": 1})).is_fine


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_49_nothing_is_public_without_a_token(base: Path, run: Run, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_TOKEN", raising=False)
    code, out, errors = run("serve", "--base", base, "--host", host, "--port", 0)
    assert (code, out) == (1, "") and "set KG_TOKEN" in errors and errors.count("\n") == 1
    monkeypatch.setenv("KG_TOKEN", "short")
    assert "16 characters" in run("serve", "--base", base, "--host", host, "--port", 0)[2]


def test_names_of_a_public_server(base: Path) -> None:
    everywhere = Settings(base=base, host="0.0.0.0", token=TOKEN, names=("kg.example.org",))
    assert all(map(everywhere.is_own, ("kg.example.org", "KG.example.org:443", "192.0.2.7:8000", "localhost")))
    assert not any(map(everywhere.is_own, ("evil.example", "kg.example.org.evil.example", "")))
    with pytest.raises(ConfigurationError, match="is no origin"):
        settings.origin("https://example.org/path")


def test_a_place_that_is_taken_is_told(site: Site, base: Path, run: Run) -> None:
    code, _, errors = run("serve", "--base", base, "--port", site.port)
    assert code == 1 and "give another --host or --port" in errors


def test_without_a_base_there_is_nothing_to_serve(tmp_path: Path, run: Run) -> None:
    code, _, errors = run("serve", "--base", tmp_path / "none.kg", "--port", 0)
    assert code == 1 and "run kg build" in errors


def test_answers_cannot_be_misused(site: Site) -> None:
    said = get(site, "SELECT ('<script>alert(1)</script>' AS ?x) {}")
    assert said.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in said.headers["content-security-policy"]
    assert "server" not in said.headers


@pytest.mark.parametrize("command", ["serve", "mcp"])
def test_without_what_it_needs_one_is_told_how_to_install_it(
    command: str, base: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"kg.cli.{command}.find_spec", lambda name: None)
    code, _, errors = run(command, "--base", base)
    assert code == 1 and f"pip install 'diplograph[{command}]'" in errors and errors.count("\n") == 1
