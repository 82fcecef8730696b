"""The addon in a scratch project, a small set whose every recording is noise of its own, and the deck's lanes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from affekt.arrange.load import load
from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import StemSet
from affekt.arrange.tails import slots, tails_file
from affekt.arrange.timing import as_layer, body_frames, pickup_frames, tail_frames
from affekt.bench.engines import Godot
from affekt.core.score import Duck, Effect, Note, ScoreEvent
from affekt.host.offline import read_script
from affekt.host.offline import run as conduct
from affekt.sense.game import default_table
from affekt.session.conductor import Conductor
from affekt.session.log import event_to_line

ROOT = Path(__file__).resolve().parents[2]
ENDS = 2048
"""Silent frames at the end of each recording: Godot's decoders leave out the last few."""
Lanes = dict[str, NDArray[np.float32]]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where decoded recordings are kept while the tests run."""
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("cache")
    patch.setenv("AFFEKT_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def project(godot: Godot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The addon's project, copied and imported."""
    folder = tmp_path_factory.mktemp("godot") / "project"
    shutil.copytree(ROOT / "clients/godot", folder, ignore=shutil.ignore_patterns(".godot", "*.uid", "*.import"))
    ran = godot.import_project(folder)
    assert ran.faults == [], ran.out
    return folder


def _manifest() -> dict[str, Any]:
    def section(name: str, **more: Any) -> dict[str, Any]:
        layers: dict[str, Any] = {
            layer: {"takes": [{"file": f"{name}_{layer}.ogg"}]} for layer in ("bed", "bass", "theme")
        }
        for layer in more.pop("takes", ()):
            layers[layer]["takes"] = [{"file": f"{name}_{layer}_{k}.ogg", "name": k} for k in "ab"]
        for layer, bars in more.pop("own", {}).items():
            layers[layer]["loop_bars"] = bars
        return {"tempo": 240.0, "tail_beats": 2.0, "layers": layers, **more}

    def rule(one: str, other: str, **more: Any) -> dict[str, Any]:
        return {"from": one, "to": other, **more}

    return {
        "format": 1,
        "name": "noises",
        "start": "walk",
        "layers": {
            "bed": {"role": "bed", "fade_beats": 2.0},
            "bass": {"role": "bass", "fade_beats": 1.0},
            "theme": {"role": "theme", "fade_beats": 0.0},
        },
        "sections": {
            "walk": section("walk", bars=2, takes=("theme",), exit_cues=[{"bar": 1, "beat": 3, "tail_beats": 1.5}]),
            "fight": section("fight", bars=3, pickup_beats=1.0, tempo=200.0),
            "river": section("river", bars=2, own={"bed": 3, "theme": 5}),
            "cheer": section("cheer", bars=1, once=True),
            "dream": section(
                "dream",
                bars=4,
                exit_tail_s=0.3,
                exit_every_bars=1,
                metre="3/4",
                entry_cues=[{"bar": 2, "beat": 1, "pickup_beats": 1.0}, {"bar": 3, "beat": 1}],
            ),
        },
        "transitions": [
            rule("walk", "fight", from_time="next_bar", fade="out", fade_beats=0.5),
            rule("fight", "dream", from_time="next_bar", to_time="entry_cue", fade="in", fade_beats=1.0),
            rule("dream", "river", from_time="next_bar", fade="cross", fade_beats=2.0),
            rule("river", "cheer", from_time="next_bar", fade="disabled"),
            rule("cheer", "walk", from_time="end", fade="out", fade_beats=0.5),
            rule("walk", "dream", from_time="exit_cue", fade="disabled"),
            rule("dream", "walk", from_time="next_bar", fade="out", fade_beats=0.5),
            rule("walk", "cheer", from_time="next_beat", fade="cross", fade_beats=0.5),
        ],
        "stingers": {"hit": {"takes": [{"file": "hit.ogg", "pickup_beats": 0.5}], "tempo": 240.0, "at": "next_beat"}},
    }


@pytest.fixture(scope="session")
def noises(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> LoadedSet:
    """Five sections with pick-ups, tails, cues, loops of their own and takes; each recording is noise of its own."""
    del cache
    folder = tmp_path_factory.mktemp("sets") / "noises"
    folder.mkdir()
    manifest = StemSet.model_validate(_manifest())
    rng = np.random.default_rng(7)

    def write(file: str, frames: int, channels: int) -> None:
        sound = rng.uniform(-0.2, 0.2, (frames, channels))
        sound[-ENDS:] = 0.0
        soundfile.write(folder / file, sound, 48_000, "VORBIS", format="OGG")

    for section in manifest.sections.values():
        for layer, used in section.layers.items():
            alone = as_layer(section, layer)
            for take in used.takes:
                whole = pickup_frames(section) + body_frames(alone) + tail_frames(section)
                write(take.file, whole, 1 if layer == "bass" else 2)
                if (tails := slots(section)) is not None:
                    write(tails_file(take.file), len(tails.exits) * tails.frames, 2)
    write("hit.ogg", 20_000, 2)
    (folder / "set.json").write_text(json.dumps(_manifest()), "utf-8")
    return LoadedSet(manifest, folder, "0" * 64)


@pytest.fixture(scope="session")
def stillwater(cache: Path) -> LoadedSet:
    """A shipped set, few recordings of which go round together."""
    del cache
    return load(ROOT / "stems/stillwater")


Deck = Callable[..., list[Lanes]]


@pytest.fixture
def deck(godot: Godot, project: Path, tmp_path: Path) -> Deck:
    """Runs cases of (set, events, frames, and words of the script) through the deck; their lanes, `[frames, 2]`."""

    def run(*cases: Any) -> list[Lanes]:
        told = []
        for number, (loaded, events, frames, *more) in enumerate(cases):
            folder = tmp_path / str(number)
            folder.mkdir()
            log = folder / "log.jsonl"
            log.write_text("".join(event_to_line(e) + "\n" for e in events), "utf-8")
            words = {"set": str(loaded.folder), "log": str(log), "out": str(folder)}
            told.append({**words, "frames": frames, "ahead": 0, **(more[0] if more else {})})
        script = tmp_path / "cases.json"
        script.write_text(json.dumps(told), "utf-8")
        ran = godot.run(project, ["-s", "res://tests/audio/deck_run.gd", "--quit-after", "100000", "--", str(script)])
        assert "DONE" in ran.out, ran.out
        assert ran.faults == []
        found: list[Lanes] = []
        for number, (_, _, frames, *_) in enumerate(cases):
            lanes = {f.stem: np.fromfile(f, np.float32).reshape(-1, 2) for f in (tmp_path / str(number)).glob("*.f32")}
            found.append({name: samples[:frames] for name, samples in lanes.items()})
        return found

    return run


def _cue(t: float, name: str, at: str = "next_bar", kind: str = "section") -> str:
    return f'{{"t": {t}, "cue": {{"kind": "{kind}", "name": "{name}", "at": "{at}"}}}}'


@pytest.fixture(name="cue")
def cue_line() -> Callable[..., str]:
    """A line of a session file that asks for a section or a stinger."""
    return _cue


@pytest.fixture
def decided(tmp_path: Path) -> Callable[..., list[ScoreEvent]]:
    """What is decided for a set and lines of a session file; without what a deck does not play."""

    def decide(loaded: LoadedSet, *lines: str, seconds: float) -> list[ScoreEvent]:
        path = tmp_path / f"{loaded.manifest.name}.jsonl"
        head = f'{{"affekt": 1, "set": "{loaded.manifest.name}", "seed": 3, "seconds": {seconds}}}'
        pins = '{"t": 0.0, "param": {"tempo": "recorded", "key": "recorded"}}'
        path.write_text("\n".join((head, pins, *lines)) + "\n", "utf-8")
        events = conduct(Conductor.of(loaded, default_table()), read_script(path)).events
        return [e for e in events if not isinstance(e.act, Duck | Effect | Note)]

    return decide


@pytest.fixture
def journey(noises: LoadedSet, decided: Callable[..., list[ScoreEvent]]) -> list[ScoreEvent]:
    """Through every section and rule of the small set, with a stinger, levels, takes, a pause and a stop."""
    return decided(
        noises,
        '{"t": 0.0, "event": "explore"}',
        '{"t": 4.1, "param": {"layer:bass": -96}}',
        _cue(4.6, "hit", "next_beat", "stinger"),
        '{"t": 6.2, "param": {"layer:bass": -6, "layer:bed": 3}}',
        _cue(8.3, "fight"),
        '{"t": 12.4, "param": {"layer:theme": -96}}',
        _cue(13.0, "dream"),
        '{"t": 15.0, "param": {"layer:theme": null}}',
        '{"t": 16.05, "control": "pause"}',
        '{"t": 16.8, "control": "resume"}',
        _cue(18.3, "river"),
        _cue(28.3, "cheer"),
        _cue(29.0, "walk", "end"),
        _cue(32.0, "dream"),
        _cue(35.0, "walk"),
        _cue(37.3, "cheer"),
        _cue(38.0, "walk", "end"),
        '{"t": 41.0, "control": "stop", "fade_s": 1.0}',
        _cue(43.0, "fight"),
        seconds=46,
    )
