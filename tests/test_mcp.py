"""`kg mcp`, asked by the client of the SDK over standard input and output, as an assistant does."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent
from stores import small_store

from kg.base import Base
from kg.query import saved_queries

Talk = Callable[[Client], Awaitable[None]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp")
    small_store(folder)
    return folder / "news.kg"


def talk(base: Path, talking: Talk) -> None:
    """Start a server and talk with it."""

    async def run() -> None:
        arguments = ["-m", "kg", "mcp", "--base", str(base), "--limit", "50", "--timeout", "0.6"]
        path = os.environ.get("PYTHONPATH", "")
        parameters = StdioServerParameters(command=sys.executable, args=arguments, env={"PYTHONPATH": path})
        async with Client(stdio_client(parameters)) as client:
            await talking(client)

    anyio.run(run)


def answer(result: CallToolResult) -> dict[str, Any]:
    """What a tool gave, the same as text and as structure."""
    (content,) = result.content
    assert isinstance(content, TextContent) and not result.is_error, content
    found: dict[str, Any] = json.loads(content.text)
    assert found == result.structured_content
    return found


def refusal(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent) and result.is_error, content
    assert "\n" not in content.text and "Traceback" not in content.text
    return content.text


def test_an_assistant_asks_and_can_cite(base: Path) -> None:
    async def talking(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert saved_queries().keys() | {"find", "facts-about", "based-on", "sparql"} == tools.keys()
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())
        assert tools["who-met-whom"].input_schema["required"] == ["who"]
        assert client.instructions and "cite" in client.instructions

        met = answer(await client.call_tool("who-met-whom", {"who": "rajnath singh"}))
        assert "Pete Hegseth" in met["rows"][0]["participants"] and met["truncated"] is False
        await told_truly(met["based_on"], base)

        facts = answer(await client.call_tool("facts-about", {"about": "Pete Hegseth", "kinds": ["events"]}))
        assert {one["type"] for one in facts["facts"]} == {"meeting"}
        words = facts["facts"][0]["basedOn"][0]["quote"]
        traced = answer(await client.call_tool("based-on", {"words": words}))["facts"]
        assert facts["facts"][0]["iri"] in {one["iri"] for one in traced}

        assert answer(await client.call_tool("find", {"name": "hegseth"}))["found"][0]["name"] == "Pete Hegseth"
        assert answer(await client.call_tool("find", {"name": "Hegset Pit"}))["found"] == []
        asked = "SELECT ?event { ?event a dip:Reception }"
        await told_truly(answer(await client.call_tool("sparql", {"query": asked}))["based_on"], base)
        many = answer(await client.call_tool("sparql", {"query": "SELECT ?s { ?s ?p ?o }"}))
        assert len(many["rows"]) == 50 and many["truncated"] is True
        assert answer(await client.call_tool("sparql", {"query": "ASK { ?x a dip:Visit }"})) == {"answer": True}

        assert "needs who" in refusal(await client.call_tool("who-met-whom", {}))
        assert "no parameter" in refusal(await client.call_tool("who-met-whom", {"who": "x", "why": "y"}))
        assert "there is no saved query" in refusal(await client.call_tool("nothing", {}))
        assert "give about" in refusal(await client.call_tool("facts-about", {"about": 5}))
        assert "nothing is called" in refusal(await client.call_tool("facts-about", {"about": "Nobody Atall"}))
        assert "is not a query" in refusal(await client.call_tool("sparql", {"query": "DROP ALL"}))
        assert "SERVICE is not" in refusal(await client.call_tool("sparql", {"query": "ASK { SERVICE <x:y> {} }"}))
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c + ?f = ?i + ?l) }"
        assert "took" in refusal(await client.call_tool("sparql", {"query": endless}))
        assert answer(await client.call_tool("find", {"name": "India"}))["found"], "and lives on"

    talk(base, talking)


async def told_truly(cited: list[dict[str, Any]], base: Path) -> None:
    """That the words of an answer stand in the document that it names."""
    accounts = [account for one in cited for account in one["accounts"]]
    assert accounts and all(one["document_title"] for one in accounts)
    with Base.open(base) as opened:
        for one in accounts:
            document = opened.facts.document(one["document"])
            assert document and one["quote"] in document.text


@pytest.mark.parametrize("number", [None, signal.SIGTERM])
def test_it_ends_with_its_input_or_by_a_signal(base: Path, number: signal.Signals | None) -> None:
    command = [sys.executable, "-m", "kg", "mcp", "--base", str(base)]
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "0"}}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "diplograph"
        if number is not None:
            process.send_signal(number)
            assert process.wait(10) == 0
        _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, b"")
