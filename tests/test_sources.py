"""Whatever an input holds, it becomes documents or rejections with a reason; nothing is lost, nothing hangs."""

import bz2
import datetime as dt
import gzip
import json
import lzma
import os
import re
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from io import BufferedReader, BytesIO
from pathlib import Path

import pytest
from beside import beside

from kg.errors import SourceError
from kg.model import Document, Origin, Rejection, document_id
from kg.sources import RawInput, Skipped, check_english, count, find, parse
from kg.sources.files import count_lines
from kg.sources.text import LONGEST_SENTENCE, LONGEST_TEXT, LONGEST_WORD

OWN = Path(__file__).parent / "gold"
SENTENCE = "The ministers of Peru and Chile met in Lima on Friday."
NFD = "Zu\u0308rich and Sa\u0303o Paulo"


def read(
    inputs: list[str], date: dt.date | None = None, stdin: BufferedReader | None = None
) -> Iterator[Document | Rejection | Skipped]:
    """What the inputs become: found, and parsed at once."""
    for found in find(inputs, date, stdin=stdin):
        try:
            yield parse(found) if isinstance(found, RawInput) else found
        except SourceError as error:
            assert isinstance(found, RawInput)
            yield Rejection(where=found.where, reason=str(error))


def one(path: Path, date: dt.date | None = None) -> Document | Rejection | Skipped:
    (found,) = read([str(path)], date)
    return found


def document(path: Path, date: dt.date | None = None) -> Document:
    found = one(path, date)
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(
    ("data", "text", "flags"),
    [
        (b"Peru met Chile.", "Peru met Chile.", ()),
        (b"\xef\xbb\xbfPeru met Chile.", "Peru met Chile.", ()),
        ("\ufeffPeru met Chile.".encode("utf-16-le"), "Peru met Chile.", ("decoded:utf-16-le",)),
        ("\ufeffPeru met Chile.".encode("utf-16-be"), "Peru met Chile.", ("decoded:utf-16-be",)),
        ("“São Tomé” – talks".encode("cp1252"), "“São Tomé” – talks", ("decoded:cp1252",)),
        (b"Peru \xff\xff\xff Chile", "Peru \ufffd\ufffd\ufffd Chile", ("replaced:invalid UTF-8",)),
        ("Perú, Türkiye, Côte, Łódź".encode()[:-1], "Perú, Türkiye, Côte, Łód\ufffd", ("replaced:invalid UTF-8",)),
        (b"Peru met\x00 Chile\x1b[31m.", "Peru met  Chile [31m.", ("replaced:control character",)),
        (b"\xef\xbb\xbfPeru \xff Chile.", "Peru \ufffd Chile.", ("replaced:invalid UTF-8",)),
        (b"\xef\xbb\xbf\xef\xbb\xbfPeru met Chile.", "Peru met Chile.", ()),
        (
            "\ufeffPeru met Chile.".encode("utf-16-le") + b"x",
            "Peru met Chile.\ufffd",
            ("decoded:utf-16-le", "replaced:invalid UTF-16-LE"),
        ),
        ("\ufeffPeru met Chile.".encode("utf-32-be"), "Peru met Chile.", ("decoded:utf-32-be",)),
        (
            b"Peru&#8217;s &amp; Chile&#x2019;s envoys; AT&T; &nosuch;",
            "Peru’s & Chile’s envoys; AT&T; &nosuch;",
            ("decoded:character references",),
        ),
        (
            "Peruâ€™s â€œtwoâ€\x9d visitors, JosÃ© and Ãtila, paid â‚¬5".encode(),
            "Peru’s “two” visitors, José and Ãtila, paid €5",
            ("decoded:UTF-8 taken for Windows-1252",),
        ),
        ("SANTÉ» à Âge, château â 5, São".encode(), "SANTÉ» à Âge, château â 5, São", ()),
        (b"Peru\r\nChile\rLima", "Peru\nChile\nLima", ()),
        (NFD.encode(), "Zürich and São Paulo", ()),
        (b"(" * 200_000 + b" end", "(" * LONGEST_WORD + " end", (f"cut:word of over {LONGEST_WORD} characters",)),
    ],
)
def test_text_is_decoded_and_repaired(tmp_path: Path, data: bytes, text: str, flags: tuple[str, ...]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    found = document(path)
    assert (found.text, found.flags) == (text, flags)


def test_a_sentence_without_end_is_broken_into_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("word " * 10_000)
    found = document(path)
    assert max(len(line) for line in found.text.splitlines()) <= LONGEST_SENTENCE
    assert found.text.replace("\n", " ") == "word " * 10_000
    assert found.flags == (f"broken:sentence of over {LONGEST_SENTENCE} characters",)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF"),
        ("a.txt", bytes(range(32)) * 9, "a binary file"),
        ("a.txt", b"\xef\xbb\xbf%PDF-1.7 ...", "a PDF"),
        ("a.txt", b"\xef\xbb\xbf" + bytes(range(32)) * 9, "a binary file"),
        ("a.txt", "\ufeff".encode("utf-16-le") + ("\x01\x02\x03" * 99).encode("utf-16-le"), "a binary file"),
        ("a.txt", (SENTENCE * 3).encode("cp500"), "save it in UTF-8"),
        ("a.txt", "Чехия и Чили вручают ноты. ".encode("cp1251") * 9, "save it in UTF-8"),
        ("a.txt", b"x" * 1_000, "not English nor any other language"),
        ("a.txt", b"x " * 1_000, "nor any other language"),
        ("a.txt", b"1914 1918 " * 100, "nor any other language"),
        ("a.txt", b64encode(bytes(range(256)) * 40), "nor any other language"),
        ("a.txt", b"xkf qv jjw zzkp " * 100, "nor any other language"),
        ("a.txt", b"word " * 5_000_000, "more than 20,000,000 bytes"),
        ("a.txt", b"word " * (LONGEST_TEXT // 5 + 1), "more than 1,000,000; split it"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body></body></html>", "a page that holds no text; save it from a browser"),
        ("a.html", b"<html><body><script>x = 'Peru met Chile.'</script></body></html>", "a page that holds no text"),
        ("a.html", b"<html><frameset><frame src='a.html'></frameset></html>", "a page that holds no text"),
        ("a.html", b"<!DOCTYPE x [<!ENTITY a 'b'>]><html><body>&a;</body></html>", "declares entities"),
        ("a.txt.gz", b"not packed", "cannot be"),
        ("a.txt.gz", gzip.compress(b"a" * 30_000_000, mtime=0), "more than 20,000,000 bytes"),
        ("a.txt.gz", gzip.compress(SENTENCE.encode(), mtime=0)[:-9], "cannot be unpacked"),
        ("a.txt.xz", b"not packed", "cannot be"),
    ],
)
def test_files_are_rejected_with_a_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found = one(path)
    assert isinstance(found, Rejection)
    assert found.where == str(path) and reason in found.reason and "\n" not in found.reason


def line(**fields: object) -> str:
    return json.dumps({"id": "x", "text": SENTENCE} | fields)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"id": "x", "text": ', "not JSON"),
        ("[1]", 'not a JSON object; write {"id": "...", "text": "..."}'),
        (line() + ",", "not JSON: Extra data at character 78; write one object a line"),
        (line() + line(), "write one object a line"),
        (json.dumps({"id": "x", "body": SENTENCE}), "put the text there (the keys are 'id', 'body')"),
        (json.dumps({"Text": SENTENCE}), "put the text there (the keys are 'Text')"),
        (json.dumps({f"{n}": SENTENCE for n in range(5_000)}), "put the text there (the keys are '0', '1'"),
        ("{}", "put the text there (the keys are none)"),
        ('{"id": "x", "id": "y", "text": "z"}', "given twice"),
        ('{"id": "x", "text": "z", "n": NaN}', "NaN"),
        ('{"id": "x", "text": "z", "n": ' + "9" * 5000 + "}", "too many digits"),
        ('{"id": "x", "text": "z", "n": ' + "[" * 100_000 + "]" * 100_000 + "}", "too deeply"),
        (line(text=""), "empty"),
        (line(text=None), 'no "text"'),
        (line(id=7), '"id" is not a string'),
        (line(id=""), '"id" must have'),
        (line(id="x" * 301), '"id" must have'),
        (line(date="yesterday"), "not a day"),
        (line(date="2020-02-31"), "not a day"),
        (line(title=["a"]), '"title" is not a string'),
        (line(url=["a"]), '"url" is not a string'),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07", "a binary file"),
    ],
)
def test_a_bad_line_keeps_its_neighbours(tmp_path: Path, bad: str | bytes, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    raw = bad if isinstance(bad, bytes) else bad.encode()
    path.write_bytes(b"\n".join([line(id="before").encode(), b"", raw, line(id="after").encode(), b""]))
    before, rejected, after = read([str(path)])
    assert isinstance(before, Document) and isinstance(after, Document) and isinstance(rejected, Rejection)
    assert (before.id, after.id) == ("before", "after")
    assert rejected.where == f"{path} line 3" and reason in rejected.reason


def test_an_overlong_line_is_read_past(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "' + b"x" * 100_000_000 + b'"}\n' + line(id="after").encode())
    rejected, after = read([str(path)])
    assert isinstance(rejected, Rejection) and "in one line" in rejected.reason
    assert isinstance(after, Document) and after.id == "after"


def test_a_line_of_json_brings_its_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    fields = {"title": "T\x1b\n x", "date": "2020-05-01", "url": "https://e.org/ü", "source": "S", "more": 1}
    path.write_text(
        f"{line(**fields)}\n{line(id='../../etc', text='a' + chr(0xD800))}\n" + json.dumps({"text": "bare"})
    )
    full, lone, bare = (found for found in read([str(path)], date=dt.date(2021, 1, 1)) if isinstance(found, Document))
    assert (full.title, full.date, full.url, full.source) == ("T x", dt.date(2020, 5, 1), "https://e.org/ü", "S")
    assert (lone.id, lone.text, lone.flags) == ("../../etc", "a\ufffd", ("replaced:lone surrogate",))
    assert (bare.id, bare.date) == (document_id("bare"), dt.date(2021, 1, 1))


LONG = "Talks " * 200


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", line(title=LONG, source=LONG, url=f"https://e.org/{'a' * 1_000}")),
        ("a.html", f"<html><head><title>{LONG}</title></head><body><p>{SENTENCE * 20}</p></body></html>"),
    ],
)
def test_what_is_told_about_a_text_is_cut(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_text(data)
    found = document(tmp_path / name)
    assert (found.title or "").startswith("Talks Talks") and 990 < len(found.title or "") <= 1_000
    assert "cut:title of over 1000 characters" in found.flags
    if name == "a.jsonl":
        assert len(found.source or "") <= 1_000 and found.url is None
        assert found.flags == tuple(f"cut:{what} of over 1000 characters" for what in ("title", "url", "source"))


PARAGRAPHS = "".join(f"<p>{SENTENCE} They spoke for {n} hours about the water of the Andes.</p>" for n in range(2, 5))
HEAD = """<title>Ministers meet | News</title><link rel="canonical" href="https://example.org/a">
<meta property="article:published_time" content="2020-05-01T10:00:00Z"><script>alert("x")</script>"""


def page(body: str) -> str:
    return f"<html><head>{HEAD}</head><body><article><h1>Ministers meet</h1>{body}</article></body></html>"


def test_html_gives_article_and_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page(PARAGRAPHS))
    found = document(path)
    assert SENTENCE in found.text and "alert" not in found.text and "<" not in found.text
    assert (found.title, found.date, found.url) == ("Ministers meet", dt.date(2020, 5, 1), "https://example.org/a")
    assert found.flags == ()


@pytest.mark.parametrize(
    ("html", "flags"),
    [
        (page("<div>" * 300 + PARAGRAPHS + "</div>" * 300), ("extracted:all visible text",)),
        (page("<div>" * 20_000 + PARAGRAPHS), ("extracted:all visible text",)),
        (page("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + f">{SENTENCE}</p>{PARAGRAPHS}"), ()),
        (page(PARAGRAPHS)[:-40], ("truncated:html",)),
    ],
)
def test_hostile_html_gives_its_text_in_time(tmp_path: Path, html: str, flags: tuple[str, ...]) -> None:
    path = tmp_path / "a.html"
    path.write_text(html)
    begin = time.monotonic()
    found = document(path)
    assert SENTENCE in found.text and "alert" not in found.text
    assert found.flags == flags
    assert time.monotonic() - begin < 20


@pytest.mark.parametrize(
    ("name", "given", "date"),
    [
        ("2020-05-01_talks.txt", None, dt.date(2020, 5, 1)),
        ("2020-05-01_talks.txt", dt.date(2021, 1, 1), dt.date(2020, 5, 1)),
        ("talks.txt", dt.date(2021, 1, 1), dt.date(2021, 1, 1)),
        ("2020-05-011.txt", None, None),
        ("2020-13-01.txt", None, None),
        ("talks.txt", None, None),
    ],
)
def test_date_of_a_text(tmp_path: Path, name: str, given: dt.date | None, date: dt.date | None) -> None:
    path = tmp_path / name
    path.write_text(SENTENCE)
    (found,) = read([str(path)], date=given)
    assert isinstance(found, Document) and found.date == date


def test_folders_are_read_sorted_and_what_is_no_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/1.txt", "a.jsonl", "c.TXT", "c.png", ".hidden.txt"):
        (tmp_path / name).write_text(line() if name.endswith("jsonl") else SENTENCE)
    (tmp_path / "b" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "d.txt").symlink_to(tmp_path / "d.txt")
    os.mkfifo(tmp_path / "e.txt")
    found = list(read([str(tmp_path)]))
    assert [each.id for each in found if isinstance(each, Document)] == ["x", "b/1", "b/2", "c"]
    reasons = {Path(each.where).name: each.reason for each in found if isinstance(each, Rejection)}
    assert set(reasons) == {"loop", "d.txt", "e.txt"}
    assert {Path(each.where).name: each.sort for each in found if isinstance(each, Skipped)} == {
        "c.png": ".png",
        ".hidden.txt": "hidden",
    }
    assert "leads back" in reasons["loop"] and reasons["e.txt"].startswith("not a regular file; save what it gives")


@pytest.mark.parametrize(("name", "reason"), [("none.txt", "No such file"), ("/dev/zero", "not a regular file")])
def test_missing_files_and_devices_are_rejected(name: str, reason: str) -> None:
    (found,) = read([name])
    assert isinstance(found, Rejection) and reason in found.reason


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.txt.gz", "a.jsonl.xz", "a"])
@pytest.mark.parametrize("endless", ["kmsg", "version"])
def test_what_the_kernel_writes_while_it_is_read_is_empty(tmp_path: Path, name: str, endless: str) -> None:
    """To read `/proc/kmsg`, which root alone may, is to wait for the next message for ever."""
    (tmp_path / name).symlink_to(f"/proc/{endless}")
    (tmp_path / "b.txt").write_text(SENTENCE)
    rejected, after = read([str(tmp_path / name), str(tmp_path / "b.txt")])
    assert isinstance(rejected, Rejection) and rejected.reason in ("empty", "cannot be opened: Permission denied")
    assert isinstance(after, Document)
    assert count([str(tmp_path / name)]) in (0, 1, None)


@pytest.mark.parametrize("name", ["b.txt", "b.txt.gz", "b.jsonl"])
def test_a_file_that_becomes_a_pipe_or_goes_while_others_are_read_is_rejected(tmp_path: Path, name: str) -> None:
    for each in ("a.txt", name, "c.jsonl"):
        (tmp_path / each).write_text(SENTENCE)
    found = find([str(tmp_path)])
    next(found)
    for each in (name, "c.jsonl"):
        (tmp_path / each).unlink()
    os.mkfifo(tmp_path / name)
    piped, gone = found
    assert isinstance(piped, Rejection) and piped.reason == "cannot be read: not a regular file"
    assert isinstance(gone, Rejection) and gone.reason == "cannot be read: No such file or directory"


def test_what_cannot_be_opened_is_not_counted(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.jsonl")
    assert count_lines([tmp_path / "a.jsonl", tmp_path / "b.jsonl"]) == 0


def test_a_folder_without_documents_is_rejected(tmp_path: Path) -> None:
    found = one(tmp_path)
    assert isinstance(found, Rejection) and "no file" in found.reason


@pytest.mark.parametrize(
    ("data", "ident"), [(line(id="j"), "j"), (page(PARAGRAPHS), None), (SENTENCE, document_id(SENTENCE))]
)
def test_standard_input_is_told_by_how_it_begins(data: str, ident: str | None) -> None:
    (found,) = read(["-"], stdin=BufferedReader(BytesIO(data.encode())))
    assert isinstance(found, Document) and SENTENCE in found.text and "<" not in found.text
    assert ident in (None, found.id)


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(SENTENCE.encode(), mtime=0))
    found = document(tmp_path / "a.txt.gz")
    assert (found.id, found.text) == ("a", SENTENCE)


def test_count_tells_how_many_there_will_be_at_most(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.jsonl").write_text(f"{line(id='1')}\n{line(id='2')}\n")
    assert count([str(tmp_path)]) == 3
    assert count([str(tmp_path), "-"]) is None


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", '<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "a feed"),
        ("a.html", '<rss version="2.0"><channel/></rss>', "a feed"),
        ("a", '<?xml version="1.0"?>\n<!-- x --><feed xmlns="http://www.w3.org/2005/Atom"/>', "a feed"),
        ("a.rss", "", "a feed"),
        ("a.xml", "<a/>", "XML"),
        ("a.txt", '<?xml version="1.0"?><!DOCTYPE a><articles><a>Peru</a></articles>', "XML"),
        ("a.csv", "x", "a table"),
        ("a.txt", "id,title,text\n1,Talks,Peru met Chile\n2,More,Chile met Peru\n", "a table"),
        ("a.txt", "date\tbody\n2020-05-01\tPeru met Chile\n", "a table"),
        ("a.jsonl", '[{"id": "a", "text": "Peru"}]', "a JSON array"),
        ("a.jsonl", '[\n  {"id": "a"}\n]', "a JSON array"),
        ("a.json", '[{"id": "a"}]', "a JSON array"),
        ("a.txt", '[{"id": "a", "text": "Peru"}]', "a JSON array"),
        ("a.jsonl", '{\n  "id": "a",\n  "text": "Peru"\n}', "JSON spread over several lines"),
        ("a.json", '{\n  "id": "a",\n  "text": "Peru"\n}', "JSON spread over several lines"),
        ("a.txt", '{"id": "a", "text": "Peru"}\n{"id": "b", "text": "Chile"}\n', "rename it to .jsonl"),
        ("a.jsonl", '\ufeff{"text": "Peru"}'.encode("utf-16-le"), "UTF-16"),
        ("a.jsonl", "\n \n", "empty"),
        ("a.md", "# Talks", "rename it to .txt"),
        ("a.tex", "Peru met Chile.", "rename it to .txt"),
        ("a.wiki", "Peru met Chile.", "rename it to .txt"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nPeru met Chile.", "subtitles; save what is said"),
        ("a.vtt", "WEBVTT\n\nPeru met Chile.", "subtitles"),
        ("a.pptx", "", "slides"),
        ("a.parquet", "PAR1", "a table"),
        ("a.ttl", "@prefix a: <x:> . a:b a:c 'Peru met Chile.' .", "RDF, a graph already"),
        ("a.jsonld", "{}", "RDF"),
        ("a.nq.gz", "", "RDF"),
        ("a.svg", "<svg><text>Peru met Chile.</text></svg>", "a picture; read its text first"),
        ("a.jpeg", "", "a picture"),
        ("a.mp3", "", "sound or film; write down what is said"),
        ("a.mhtml", "MIME-Version: 1.0", "a page packed with its pictures"),
        ("a.yaml", "text: Peru met Chile.", "written for programs"),
        ("a.pdf", "%PDF-1.7", "pdftotext"),
        ("a", "%PDF-1.7", "pdftotext"),
        ("a.jsonl", "%PDF-1.7", "pdftotext"),
        ("a.docx", "", "word processor"),
        ("a.txt", b"PK\x03\x04\x14\x00word/document.xml", "word processor"),
        ("a.txt", b"PK\x03\x04\x14\x00xl/workbook.xml", "a table"),
        ("a.txt", b"PK\x03\x04\x14\x00a.txt", "unpack it"),
        ("a.txt", r"{\rtf1\ansi Peru}", "word processor"),
        ("a", r"{\rtf1\ansi Peru}", "word processor"),
        ("a.txt", gzip.compress(b"Peru", mtime=0), ".gz"),
        ("a.txt", b"SQLite format 3\x00", "a binary file"),
        ("a.txt", b"MZ\x90\x00\x03\x00\x00\x00 This program cannot be run in DOS mode. " * 9, "a binary file"),
        ("a.txt", b"GIF89a\x01\x00\x01\x00" + b"a" * 99, "a binary file"),
        ("a.txt", bz2.compress(SENTENCE.encode()), "unpack it"),
    ],
)
def test_what_is_no_text_is_told_what_to_do(tmp_path: Path, name: str, data: str | bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = one(path)
    assert isinstance(found, Rejection), found
    assert found.where == str(path) and reason in found.reason and "\n" not in found.reason


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", page(PARAGRAPHS)),
        ("a.xhtml", '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n' + page(PARAGRAPHS)),
        ("a.html", f"<p>{SENTENCE}</p>"),
        ("a.txt", f"[{SENTENCE}]"),
        ("a.txt", f"Id, text\n{SENTENCE}"),
        ("a.txt", f"Title: talks, text, date\n{SENTENCE}"),
        ("a.txt", f"# Talks\n\n{SENTENCE}"),
        ("a.txt", f"{{Draft}} {SENTENCE}"),
        ("a.txt", f"<Draft> {SENTENCE}"),
        ("a.txt", f"MZ is a ministry. {SENTENCE}"),
        ("a.txt", f"BZh is a party. {SENTENCE}"),
        ("a.txt", f"GIF8 is a summit. {SENTENCE}"),
        ("a.txt", f"SQLite format 3 is no treaty. {SENTENCE}"),
        ("a.txt", f"%PDF is how it begins. {SENTENCE}"),
        ("a.json", line() + "\n"),
    ],
)
def test_what_only_looks_like_something_else_is_read(tmp_path: Path, name: str, data: str) -> None:
    path = tmp_path / name
    path.write_text(data, "utf-8")
    assert SENTENCE in document(path).text


@pytest.mark.parametrize("name", ["https://example.org/a.html", "HTTP://example.org", "www.example.org", "file:///etc"])
def test_an_address_is_to_be_fetched_first(name: str) -> None:
    (found,) = read([name])
    assert isinstance(found, Rejection) and "fetch it first" in found.reason


FOREIGN = {
    "French": "Le président a rencontré vendredi la chancelière pour signer un accord sur la défense.",
    "Spanish": "El presidente se reunió el viernes con su homólogo en Lima y firmaron un acuerdo comercial.",
    "German": "Der Minister traf am Freitag seinen Amtskollegen in Wien und unterzeichnete ein Abkommen.",
    "Portuguese": "O presidente reuniu-se na sexta-feira com o primeiro-ministro para discutir o acordo comercial.",
    "Italian": "Il presidente ha incontrato venerdì il ministro a Roma e hanno firmato un trattato di amicizia.",
    "Dutch": "De minister heeft vrijdag in Den Haag gesproken met zijn Duitse ambtgenoot over de handel.",
    "Polish": "Prezydent spotkał się w piątek w Warszawie z kanclerzem i podpisał umowę o współpracy.",
    "Turkish": "Cumhurbaşkanı cuma günü Ankara'da başbakan ile görüştü ve bir anlaşma imzalandı.",
    "Indonesian": "Presiden bertemu dengan perdana menteri di Jakarta pada hari Jumat dan menandatangani perjanjian.",
    "Swahili": "Rais alikutana na waziri mkuu mjini Nairobi siku ya Ijumaa na kusaini makubaliano ya ushirikiano.",
    "Vietnamese": "Thủ tướng đã gặp người đồng cấp tại Hà Nội hôm thứ Sáu và ký một thỏa thuận hợp tác.",
    "Russian": "Президент встретился в пятницу с канцлером в Москве.",
    "Greek": "Ο πρωθυπουργός συναντήθηκε με τον πρόεδρο στην Αθήνα.",
    "Arabic": "التقى الرئيس رئيس الوزراء في القاهرة يوم الجمعة.",
    "Hindi": "प्रधानमंत्री ने शुक्रवार को नई दिल्ली में राष्ट्रपति से मुलाकात की।",
    "Chinese": "外交部长周五在北京会见了德国总理。",
    "Japanese": "首相は金曜日に東京で大統領と会談した。",
    "Korean": "대통령은 금요일 서울에서 총리를 만났다.",
}
NEIGHBOURS = {"Indonesian": "Indonesian|Malay", "Greek": "Modern Greek"}


@pytest.mark.parametrize("times", [1, 60])
@pytest.mark.parametrize("language", FOREIGN)
def test_a_text_that_is_not_english_is_rejected_as_such(tmp_path: Path, language: str, times: int) -> None:
    (tmp_path / "a.txt").write_text(" ".join([FOREIGN[language]] * times), "utf-8")
    found = one(tmp_path / "a.txt")
    assert isinstance(found, Rejection), found
    assert re.fullmatch(
        rf"not English \(looks like ({NEIGHBOURS.get(language, language)})\); Diplograph reads English", found.reason
    )


@pytest.mark.parametrize(
    "text",
    [
        "Merkel",
        "Talks held.",
        "PRESIDENT MEETS CHANCELLOR IN BERLIN",
        "François Hollande, Jean-Marc Ayrault, Laurent Fabius, Jean-Yves Le Drian, Manuel Valls",
        "de la Cruz, van der Bellen, von der Leyen, bin Salman, al Sisi, di Maio",
        "Ministro degli Affari Esteri Luigi Di Maio met Jean-Yves Le Drian.",
        "President Xi Jinping (习近平) met Foreign Minister Wang Yi (王毅) in Beijing (北京).",
        "He said “le roi est mort, vive le roi”, and left. The minister went home.",
        "Minister greets envoy; trade pact signed; visit planned",
        "Minister greets envoy; trade pact signed; visit planned\n" * 50,
        "Merkel met Macron. " * 500,
        "xkf qv",
        f"{SENTENCE} {SENTENCE} {FOREIGN['French']}",
        f"{SENTENCE} {SENTENCE} {SENTENCE} {FOREIGN['Russian']}",
    ],
)
def test_short_texts_names_and_mixed_texts_are_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert document(tmp_path / "a.txt").text == text


@pytest.mark.parametrize("folder", ["own", "dev", "train"])
def test_no_english_text_is_taken_for_another(folder: str) -> None:
    texts = sorted((OWN if folder == "own" else beside(f"gold/{folder}")).glob("*.txt"))
    assert texts
    for path in texts:
        check_english(path.read_text("utf-8"))


HOSTILE: dict[str, Callable[[int], str]] = {
    "combining marks": lambda n: "a" + "\u0301" * n,
    "marks to be sorted": lambda n: "a" + "\u0315\u0300\u05ae\u0327" * (n // 4),
    "marks that come apart": lambda n: "a" + "\u0f73" * n,
    "words just short enough": lambda n: ("x" * 499 + " ") * (n // 500),
    "sentences just short enough": lambda n: ("word " * 799 + "word.") * (n // 4000),
    "tabs": lambda n: "word\t" * (n // 5),
    "addresses": lambda n: "a.b@" * (n // 4),
    "brackets": lambda n: "( " * (n // 2),
}
HOSTILE_PAGES: dict[str, Callable[[int], str]] = {
    "<": lambda n: "<html>" + "<" * n,
    "<a": lambda n: "<html>" + "<a" * (n // 2),
    "<?": lambda n: page("<?" * (n // 2)),
    "<![CDATA[": lambda n: page("<![CDATA[" * (n // 9)),
    "<!-- -": lambda n: page("<!-- -" * (n // 6)),
    "<p>": lambda n: page("<p>a" * (n // 4)),
    "<td>": lambda n: page("<table><tr>" + "<td>a" * (n // 5)),
    "<b><p>": lambda n: page("<b><p>" * (n // 6)),
    "<br>": lambda n: page("<p>" + "a<br>" * (n // 5)),
    "attributes with >": lambda n: page("<p " + " ".join(f"a{i}='>'" for i in range(n // 10)) + f">{SENTENCE}</p>"),
    "<form>": lambda n: page("<form>" * (n // 6)),
    "JSON-LD": lambda n: page("<script type='application/ld+json'>" + '{"a":[' * (n // 6) + "</script>"),
}


def spent(name: str, text: str, tmp_path: Path) -> float:
    """The seconds of CPU that reading a hostile text takes."""
    (tmp_path / name).write_text(text, "utf-8")
    begin = time.process_time()
    list(read([str(tmp_path / name)]))
    return time.process_time() - begin


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_are_cleaned_in_time_linear_in_their_length(tmp_path: Path, kind: str) -> None:
    assert spent("a.txt", HOSTILE[kind](400_000), tmp_path) < 4


@pytest.mark.parametrize("kind", HOSTILE_PAGES)
def test_hostile_pages_are_parsed_in_time_linear_in_their_length(tmp_path: Path, kind: str) -> None:
    spent("a.html", page(PARAGRAPHS), tmp_path)  # loads the parser
    assert spent("a.html", HOSTILE_PAGES[kind](400_000), tmp_path) < 15


def test_rows_of_combining_marks_are_parted_as_unicode_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{SENTENCE} a{chr(0x301) * 70}b", "utf-8")
    found = document(tmp_path / "a.txt")
    assert found.flags == ("parted:over 30 combining marks",)
    assert max(map(len, re.findall("[\u0300-\u034e]+", found.text))) <= 30 and found.text.count("\u034f") == 2


@pytest.mark.parametrize("ending", [".gz", ".xz"])
def test_a_packed_bomb_is_stopped_soon(tmp_path: Path, ending: str) -> None:
    pack = gzip.compress if ending == ".gz" else partial(lzma.compress, preset=0)
    path = tmp_path / f"a.jsonl{ending}"
    path.write_bytes(pack(b"\n" * 10_000_000))
    begin = time.process_time()
    found = one(path)
    assert isinstance(found, Rejection) and "split it" in found.reason
    assert time.process_time() - begin < 5  # reading it to its end takes longer


def test_names_that_are_no_utf8_are_written_in_percent(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    for name in (b"caf\xe9.txt", b"caf\xe9.pdf", b"caf\xe9.jsonl"):
        Path(os.fsdecode(folder + b"/" + name)).write_text(SENTENCE)
    found = list(read([str(tmp_path)]))
    assert [each.id for each in found if isinstance(each, Document)] == ["caf%E9"]
    places = [each.where for each in found if not isinstance(each, Document)]
    assert places == [f"{tmp_path}/caf%E9.jsonl line 1", f"{tmp_path}/caf%E9.pdf"]
    str(found).encode()


def test_a_folder_that_is_deep_or_closed_does_not_end_the_walk(tmp_path: Path) -> None:
    top = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=top)  # a path cannot be as long as this
        inner = os.open("d", os.O_RDONLY, dir_fd=top)
        os.close(top)
        top = inner
    os.close(top)
    (tmp_path / "e.txt").write_text(SENTENCE)
    *_, last = read([str(tmp_path)])
    subprocess.run(["rm", "-r", tmp_path / "d"], check=True)
    assert isinstance(last, Document) and last.id == "e"


class Held:
    """What is held: ids with the places and inputs they come from."""

    def __init__(self, **held: Origin) -> None:
        self._held = held

    def origin(self, document: str) -> Origin | None:
        return self._held.get(document)

    def at(self, place: str) -> str | None:
        return next((id_ for id_, origin in self._held.items() if origin.place == place), None)


def ids(tmp_path: Path, *inputs: str, **held: Origin) -> dict[str, str | None]:
    """The id of each file, by its place."""
    found = find([str(tmp_path / name) for name in inputs], root=tmp_path, held=Held(**held))
    return {each.place: each.ident for each in found if isinstance(each, RawInput)}


def write(tmp_path: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = tmp_path / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


@pytest.mark.parametrize("inputs", [("x", "y"), ("y", "x")])
def test_two_files_of_one_name_in_two_folders_take_these_into_their_ids(tmp_path: Path, inputs: tuple[str]) -> None:
    write(tmp_path, x__report_txt="One.", y__report_txt="Other.", y__more_txt="More.")
    assert ids(tmp_path, *inputs) == {"x/report.txt": "x/report", "y/report.txt": "y/report", "y/more.txt": "more"}


def test_two_files_that_differ_in_their_ending_keep_it(tmp_path: Path) -> None:
    write(tmp_path, a_txt="One.", a_html="<p>Other.</p>", b_txt="More.")
    assert ids(tmp_path, ".") == {"a.txt": "a.txt", "a.html": "a.html", "b.txt": "b"}


def test_files_of_one_content_are_one_document(tmp_path: Path) -> None:
    write(tmp_path, x__report_txt="One.", y__report_txt="One.")
    assert set(ids(tmp_path, "x", "y").values()) == {"report"}


def test_a_file_in_two_inputs_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, x__report_txt="One.")
    found = [find([str(tmp_path / name) for name in names]) for names in ((".", "x"), ("x", "."))]
    assert [[each.ident for each in each if isinstance(each, RawInput)] for each in found] == [["x/report"]] * 2


def test_a_file_keeps_its_id_and_leaves_that_of_another(tmp_path: Path) -> None:
    write(tmp_path, x__report_txt="One.", y__report_txt="Other.")
    held = Origin(place="x/report.txt", input="of another content")
    assert ids(tmp_path, "x", report=held) == {"x/report.txt": "report"}
    assert ids(tmp_path, "y", report=held) == {"y/report.txt": "y/report"}
    assert ids(tmp_path, "x", "y", report=held) == {"x/report.txt": "report", "y/report.txt": "y/report"}
    assert ids(tmp_path, "y", other=Origin(place="y/report.txt")) == {"y/report.txt": "other"}
    assert ids(tmp_path, "y", report=Origin()) == {"y/report.txt": "report"}


def test_a_file_that_was_moved_keeps_its_id(tmp_path: Path) -> None:
    write(tmp_path, y__report_txt="One.")
    (raw,) = find([str(tmp_path / "y")])
    assert isinstance(raw, RawInput)
    assert ids(tmp_path, "y", report=Origin(place="x/report.txt", input=raw.digest)) == {"y/report.txt": "report"}


def test_the_digest_names_all_that_a_document_depends_on() -> None:
    raw = RawInput("a.txt", "a.txt", b"Peru", "a", dt.date(2020, 5, 1), "text")
    others = [replace(raw, data=b"Chile"), replace(raw, ident="b"), replace(raw, kind="html")]
    assert len({raw.digest, *(other.digest for other in others)}) == 4
    assert replace(raw, where="b.txt", place="b.txt").dated == raw.dated != replace(raw, date=None).dated
    assert raw.digest == replace(raw, date=None).digest
    assert raw.origin(raw.date).input == raw.dated and raw.origin(dt.date(2021, 1, 1)).input == raw.digest


def test_a_name_that_is_no_utf8_and_its_spelling_are_two_files(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(
        "Angela Merkel met Emmanuel Macron in Berlin."
    )
    (tmp_path / "caf%E9.txt").write_text("Joe Biden met Rishi Sunak in London on Monday.")
    found = list(find([str(tmp_path)]))
    assert len({(each.ident, each.place) for each in found if isinstance(each, RawInput)}) == 2


def test_an_empty_name_is_not_this_folder() -> None:
    (found,) = find([""])
    assert isinstance(found, Rejection)
    assert "empty name" in found.reason
