"""Whatever an input holds, it becomes documents or rejections with a reason; nothing is lost, nothing hangs."""

import datetime as dt
import gzip
import json
import os
import time
from io import BufferedReader, BytesIO
from pathlib import Path

import pytest

from kg.model import Document, Rejection, document_id
from kg.sources import count, read
from kg.sources.text import LONGEST_SENTENCE, LONGEST_TEXT, LONGEST_WORD

SENTENCE = "The ministers of Peru and Chile met in Lima on Friday."
NFD = "Zu\u0308rich and Sa\u0303o Paulo"


def one(path: Path, **options: dt.date) -> Document | Rejection:
    (found,) = read([str(path)], **options)
    return found


def document(path: Path, **options: dt.date) -> Document:
    found = one(path, **options)
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
        ("a.txt", b"%PDF-1.7 ...", "a binary file"),
        ("a.txt", bytes(range(32)) * 9, "a binary file"),
        ("a.txt", b"word " * 5_000_000, "more than 20,000,000 bytes"),
        ("a.txt", b"word " * (LONGEST_TEXT // 5 + 1), "more than 1,000,000; split it"),
        ("a.html", b"<html><body></body></html>", "empty"),
        ("a.html", b"<!DOCTYPE x [<!ENTITY a 'b'>]><html><body>&a;</body></html>", "declares entities"),
        ("a.txt.gz", b"not packed", "cannot be"),
        ("a.txt.gz", gzip.compress(b"a" * 30_000_000), "more than 20,000,000 bytes"),
        ("a.txt.gz", gzip.compress(SENTENCE.encode())[:-9], "cannot be unpacked"),
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
        ("[1]", "not a JSON object"),
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
    assert "leads back" in reasons["loop"] and reasons["e.txt"] == "not a regular file"


@pytest.mark.parametrize(("name", "reason"), [("none.txt", "No such file"), ("/dev/zero", "not a regular file")])
def test_missing_files_and_devices_are_rejected(name: str, reason: str) -> None:
    (found,) = read([name])
    assert isinstance(found, Rejection) and reason in found.reason


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
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(SENTENCE.encode()))
    found = document(tmp_path / "a.txt.gz")
    assert (found.id, found.text) == ("a", SENTENCE)


def test_count_tells_how_many_there_will_be_at_most(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.jsonl").write_text(f"{line(id='1')}\n{line(id='2')}\n")
    assert count([str(tmp_path)]) == 3
    assert count([str(tmp_path), "-"]) is None
