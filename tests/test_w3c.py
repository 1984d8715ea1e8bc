"""The runner of the tests of the W3C, on tests of our own in their form."""

from pathlib import Path

import pytest
import w3c

MANIFEST = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
<#table> a mf:QueryEvaluationTest ; mf:action [ qt:query <table.rq> ; qt:data <data.ttl> ] ; mf:result <table.srx> .
<#named> a mf:QueryEvaluationTest ; mf:result <named.srj> ;
  mf:action [ qt:query <named.rq> ; qt:graphData <data.ttl> ] .
<#made> a mf:QueryEvaluationTest ; mf:action [ qt:query <made.rq> ; qt:data <data.ttl> ] ; mf:result <data.ttl> .
<#told> a mf:QueryEvaluationTest ; mf:action [ qt:query <told.rq> ; qt:data <data.ttl> ] ; mf:result <told.csv> .
<#false> a mf:QueryEvaluationTest ; mf:action [ qt:query <told.rq> ; qt:data <data.ttl> ] ; mf:result <false.csv> .
<#bad> a mf:NegativeSyntaxTest11 ; mf:action <bad.rq> .
<#good> a mf:PositiveSyntaxTest11 ; mf:action <told.rq> .
<#far> a mf:QueryEvaluationTest ; mf:action [ qt:query <far.rq> ] ; mf:result <told.csv> .
"""
TABLE = """<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/><variable name="o"/></head>
<results><result><binding name="s"><bnode>q</bnode></binding><binding name="o"><literal
datatype="http://www.w3.org/2001/XMLSchema#integer">1</literal></binding></result>
<result><binding name="s"><uri>BASEa</uri></binding><binding name="o"><bnode>q</bnode></binding></result></results>
</sparql>"""
NAMED = """{"head": {"vars": ["g"]}, "results": {"bindings": [{"g": {"type": "uri", "value": "BASEdata.ttl"}}]}}"""
FILES = {
    "manifest.ttl": MANIFEST,
    "data.ttl": "<a> <p> _:x . _:x <p> 1 .",
    "table.rq": "SELECT ?s ?o { ?s <p> ?o }",
    "table.srx": TABLE,
    "named.rq": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
    "named.srj": NAMED,
    "made.rq": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "told.rq": "SELECT ?o { ?s ?p ?o FILTER(ISLITERAL(?o)) }",
    "told.csv": "o\n1\n",
    "false.csv": "o\n2\n",
    "bad.rq": "SELECT * { ?s ?p }",
    "far.rq": "SELECT * { SERVICE <x:y> { ?s ?p ?o } }",
}


def test_the_runner_tells_right_answers_from_wrong_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "some").mkdir()
    for name, text in FILES.items():
        (tmp_path / "some" / name).write_text(text.replace("BASE", f"{w3c.BASE}some/"))
    total, passed, floor, lost = w3c.run(tmp_path)
    assert (total, passed, floor, lost) == (7, 6, 6, []), "all but the false one, and without the far one"
    monkeypatch.setattr(w3c, "by_endpoint", lambda client, suite, test: test.query.stem == "made")
    _, passed, floor, lost = w3c.run(tmp_path)
    assert (passed, floor, len(lost)) == (1, 6, 5)
