"""The Unity package's core against the real server, over every wire that it speaks."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from affekt.bench.csharp import mono_path
from affekt.bench.csharp_peer import Game, lines_of
from affekt.bench.served import Served

pytestmark = [pytest.mark.csharp, pytest.mark.system]

WIRES = ("ws", "grpc", "osc")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("served")) as server:
        yield server


def address(served: Served, wire: str) -> str:
    return served.doors[{"ws": "http", "grpc": "grpc", "osc": "osc"}[wire]]


@pytest.mark.parametrize("wire", WIRES)
def test_a_game_speaks_and_hears_what_is_decided_and_what_sounds(wire, served, net8):
    with Game(net8, wire, address(served, wire), f"game-{wire}", "wayfarer") as game:
        game.say("open")
        game.wait_for("state", "Open")
        game.say("event", "explore", 1)
        game.wait(lambda news: news[0] == "decided" and news[3] == "Section")
        section = game.wait(lambda news: news[0] == "sounded" and news[3] == "Section")
        game.wait_for("bar")
        game.say("cue", "stinger", "discovery", "now")
        stinger = game.wait(lambda news: news[0] == "sounded" and news[3] == "Stinger")
        game.say("cue", "stinger", "no_such_thing", "now")
        notice = game.wait_for("notice")
        game.say("control", "pause")
        game.wait(lambda news: news[0] == "sounded" and news[3:5] == ("Control", "pause"))

    assert section[4]
    assert stinger[4] == "discovery"
    assert notice[1] == "UNKNOWN_NAME"
    decided = [int(news[1]) for news in game.all("decided")]
    assert decided == sorted(set(decided))
    assert not game.all("failed")


def test_over_websocket_and_grpc_the_same_session_is_the_same_to_the_last_decision(served, net8):
    told = {}
    for wire in ("ws", "grpc"):
        with Game(net8, wire, address(served, wire), f"same-{wire}", "wayfarer") as game:
            game.say("open")
            game.wait(lambda news: news[0] == "sounded" and news[3] == "BeatAct" and news[4] == "2.1")
        kinds = ("Section", "Tempo", "Key", "Chord", "BeatAct")
        told[wire] = [news[2:5] for news in game.all("decided") if news[3] in kinds and float(news[2]) < 48_000]

    assert told["ws"] == told["grpc"]
    assert len(told["ws"]) > 3


@pytest.mark.parametrize("wire", ["ws", "grpc"])
def test_a_game_hears_the_music_saves_it_and_leaves_it(wire, served, net8):
    with Game(net8, wire, address(served, wire), f"sound-{wire}", "wayfarer") as game:
        game.say("open")
        game.wait_for("state", "Open")
        game.say("event", "explore", 1)
        game.say("listen", "s16")
        game.say("save", "slot_1")
        saved = game.wait_for("saved", "slot_1")
        game.wait(lambda news: news[0] == "sounded" and news[3] == "BeatAct" and news[4] == "2.1")
        game.say("restore", saved[2])
        game.wait(lambda news: news[0] == "decided" and news[3:5] == ("Control", "restored"))
        game.say("counts")
        counts = game.wait_for("counts")
        game.say("unlisten")
        game.wait(lambda news: news[0] == "sounded" and news[3] == "Affect")
        game.say("counts")
        left = game.wait_for("counts")
        game.wait(lambda news: news[0] == "decided" and news[3] == "Affect")
        game.say("counts")
        later = game.wait_for("counts")

    blocks, _, _, loud, _, bad = counts[1:]
    assert int(blocks) > 50
    assert int(loud) > 0
    assert int(bad) == 0
    assert left[1] == later[1], "blocks came after the game had left off listening"
    assert not game.all("notice")


def test_what_is_asked_by_grpc_is_answered_or_refused_with_its_reason(served, net8):
    told = lines_of(net8, ["calls", served.grpc])

    assert [line for line in told if line.startswith("set wayfarer ")]
    assert told[-4].startswith("json True ")
    assert told[-3:] == ["at wayfarer", "restored again", "refused UNKNOWN_SESSION"]


@pytest.mark.parametrize("wire", ["ws", "osc"])
@pytest.mark.skipif(mono_path() is None, reason="NOT TESTED: Mono is not installed; run `make engines`")
def test_the_same_on_mono(wire, served, mono):
    with Game(mono, wire, address(served, wire), f"mono-{wire}", "wayfarer", mono=True) as game:
        game.say("open")
        game.wait_for("state", "Open")
        game.say("event", "explore", 1)
        game.wait(lambda news: news[0] == "sounded" and news[3] == "BeatAct")

    assert not game.all("failed")


class Cable:
    """A line to a server that can be cut."""

    def __init__(self, to: str) -> None:
        host, _, port = to.rpartition(":")
        self._to = host, int(port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        for one in self._open:
            with closing(one), suppress(OSError):  # One of the two may have left already.
                one.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def close(self) -> None:
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(self._to)
            self._open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    @staticmethod
    def _carry(one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65_536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            return


@pytest.mark.parametrize("wire", ["ws", "grpc"])
def test_a_line_that_is_cut_is_taken_up_again_and_no_decision_is_missing_or_told_twice(wire, served, net8):
    cable = Cable(address(served, wire))
    with closing(cable), Game(net8, wire, cable.address, f"cut-{wire}", "wayfarer") as game:
        game.say("open")
        game.wait(lambda news: news[0] == "sounded" and news[3] == "BeatAct")
        cable.cut()
        game.wait_for("state", "Waiting")
        game.wait_for("state", "Open")
        game.wait(lambda news: news[0] == "sounded" and news[3] == "BeatAct")

    decided = [int(news[1]) for news in game.all("decided")]
    assert decided == list(range(1, len(decided) + 1))
    assert not game.all("anew")


def test_a_server_that_is_killed_and_started_again_gets_its_session_back(tmp_path, net8):
    with Served(tmp_path, "--listen", "http=127.0.0.1:0") as first:
        door = first.doors["http"]
        with Game(net8, "ws", door, "killed", "wayfarer") as game:
            game.say("open")
            game.wait(lambda news: news[0] == "sounded" and news[3] == "BeatAct")
            first.kill()
            game.wait_for("state", "Waiting")
            with Served(tmp_path, "--listen", f"http={door}"):
                game.wait_for("anew", seconds=60)
                game.say("event", "explore", 1)
                game.wait(lambda news: news[0] == "sounded" and news[3] == "BeatAct")

    assert not game.all("failed")


def test_a_server_s_own_token_is_brought_along_or_its_lack_is_told(tmp_path, net8, monkeypatch):
    token = "a-token-of-sixteen-or-more"
    with Served(tmp_path, environment={"AFFEKT_TOKEN": token}) as server:
        for wire in ("ws", "grpc"):
            for brought, state in ((token, "Open"), ("", "Denied")):
                monkeypatch.setenv("AFFEKT_PEER_TOKEN", brought)
                with Game(net8, wire, address(server, wire), f"token-{wire}-{state}", "") as game:
                    game.say("open")
                    told = game.wait_for("state", state)
                assert told[2], wire


def test_a_server_that_is_not_there_is_told_plainly(net8):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    for wire in WIRES:
        with Game(net8, wire, f"127.0.0.1:{port}", "nobody", "") as game:
            game.say("open")
            told = game.wait_for("state", "Waiting")
        assert told[2], wire
