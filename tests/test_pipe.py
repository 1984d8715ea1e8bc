"""Messages go through a pipe whole, however long they are, and its end is noticed on both sides."""

import os
import signal
from collections.abc import Iterator
from threading import Thread

import pytest

from kg.query.pipe import Pipe


@pytest.fixture
def ends() -> Iterator[tuple[Pipe, Pipe]]:
    """Where messages come out, and where they go in."""
    receiving, sending = map(Pipe, os.pipe())
    yield receiving, sending
    receiving.close()
    sending.close()


def test_messages_come_whole_and_in_order(ends: tuple[Pipe, Pipe]) -> None:
    receiving, sending = ends
    messages = [b"", b"\n\0", b"x" * 3_000_001, "é\u2028".encode()]  # more than a pipe holds, and than is read at once

    def send() -> None:
        for message in messages:
            sending.send(message)

    sender = Thread(target=send)
    sender.start()
    assert [receiving.receive() for _ in messages] == messages
    sender.join()


def test_a_signal_while_a_message_is_sent_loses_nothing(ends: tuple[Pipe, Pipe]) -> None:
    receiving, sending = ends
    message, received = b"x" * 300_000, list[bytes]()  # more than a pipe holds
    receiver = Thread(target=lambda: received.append(receiving.receive()))
    before = signal.signal(signal.SIGALRM, lambda *_: receiver.start())  # until then sending waits
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        sending.send(message)
    finally:
        signal.signal(signal.SIGALRM, before)
    sending.close()
    receiver.join()
    assert received == [message]


@pytest.mark.parametrize("sent", [b"", b"\0\0", b"\0\0\0\0\0\0\0\5", b"\0\0\0\0\0\0\0\5half"])
def test_a_message_that_is_not_sent_whole_is_the_end(sent: bytes) -> None:
    out, into = os.pipe()
    os.write(into, sent)
    os.close(into)
    receiving = Pipe(out)
    with pytest.raises(EOFError):
        receiving.receive()
    receiving.close()


def test_nobody_to_receive_is_an_error(ends: tuple[Pipe, Pipe]) -> None:
    receiving, sending = ends
    receiving.close()
    with pytest.raises(BrokenPipeError):
        sending.send(b"lost")


def test_what_is_closed_neither_sends_nor_receives(ends: tuple[Pipe, Pipe]) -> None:
    for end in ends:
        end.close()
        end.close()
        with pytest.raises(OSError, match="Bad file descriptor"):
            end.send(b"")
        with pytest.raises(OSError, match="Bad file descriptor"):
            end.receive()
