"""The harness: bars, rows, failures told, the noise floor, and the form of the contract."""

import argparse
import json
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.bench import core, noise, run
from affekt.bench.core_offline import eight_layers
from affekt.bench.player import adventure, said, write
from affekt.bench.rows import Report, judged, passes, quantile, unmeasured
from affekt.bench.table import show
from affekt.commands import bench
from affekt.core.errors import AffektError, Reason
from affekt.session.lines import read_session


@pytest.mark.parametrize(
    ("value", "bar", "met"),
    [(100, ">= 100", True), (99.9, ">= 100", False), (2, "<= 2", True), (0, "== 0", True), (1, "== 0", False),
     (5, "", None)],
)  # fmt: skip
def test_a_bar_is_met_or_missed(value: float, bar: str, met: bool | None):
    assert passes(value, bar) is met


def test_a_bar_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="bar"):
        passes(1.0, "about 2")


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(0, 1))
def test_a_quantile_is_one_of_the_values_and_rises_with_its_share(values: list[float], share: float):
    found = quantile(values, share)
    assert found in values
    assert quantile(values, 0.0) <= found <= quantile(values, 1.0)


def test_a_row_tells_the_median_of_its_runs_and_their_spread():
    row = judged("x", "text", [3.0, 1.0, 2.0], "ms", "<= 2")
    assert (row.value, row.spread, row.runs, row.ok) == (2.0, (1.0, 3.0), 3, True)


def test_a_measure_that_fails_is_a_row_that_says_why_and_keeps_its_rows_so_far(tmp_path: Path):
    def act(setting: run.Setting):
        yield judged("first", "fine", 1.0, "s")
        raise AffektError(Reason.INTERNAL, "the piano is out of tune")

    rows = run.measured(run.Measure("m", "text", act), run.Setting(tmp_path))
    assert [row.id for row in rows] == ["first", "m"]
    assert rows[1].ok is None
    assert "out of tune" in rows[1].why


def test_a_bench_that_is_not_there_yet_says_so_in_one_row():
    report = run.run("compose")
    assert [(row.ok, "not there yet" in row.why) for row in report.rows] == [(None, True)]


def test_the_report_has_the_form_of_the_contract():
    report = Report("core", [judged("a", "b", [1.0, 2.0], "×", ">= 1", peer="p")], {"p99_ms": 1.0, "late": 0})
    plain = json.loads(json.dumps(report.plain()))
    assert set(plain) == {"bench", "machine", "noise_floor", "rows"}
    assert set(plain["machine"]) == {"cpu", "cores", "python"}
    wanted = {"id", "measure", "value", "unit", "peer", "bar", "ok", "runs", "spread", "why"}
    assert set(plain["rows"][0]) == wanted
    assert plain["rows"][0]["spread"] == [1.0, 2.0]


def test_the_clock_thread_that_does_nothing_tells_its_ticks():
    closed = threading.Event()
    threading.Timer(0.1, closed.set).start()
    floor = noise.tick(closed)
    assert floor.ticks >= 5
    assert floor.p99_ms >= 0.0
    assert 0 <= floor.late <= floor.ticks


def test_the_table_shows_what_is_met_missed_and_not_measured(capsys: pytest.CaptureFixture[str]):
    rows = [
        judged("a", "one", 1.0, "s", "<= 2"),
        judged("b", "two", 3.0, "s", "<= 2"),
        unmeasured("c", "three", "why not"),
    ]
    show(Report("core", rows, {"p99_ms": 1.0, "late": 2}))
    shown = capsys.readouterr().out
    assert "1 met, 1 missed, 1 only told or not measured" in shown
    assert "why not" in " ".join(shown.split())


def test_the_verb_takes_only_names_that_there_are(capsys: pytest.CaptureFixture[str]):
    parser = argparse.ArgumentParser(prog="affekt")
    bench.add_parser(parser.add_subparsers(dest="verb", required=True))
    assert parser.parse_args(["bench", "core", "--json"]).names == ["core"]
    assert parser.parse_args(["bench"]).names == []
    with pytest.raises(SystemExit) as wrong:
        parser.parse_args(["bench", "weather"])
    assert wrong.value.code == 2
    assert "there is no bench 'weather'" in capsys.readouterr().err


def test_json_is_one_object_a_bench_and_the_exit_status_tells_of_misses(capsys, monkeypatch):
    missed = run.Measure("m", "text", lambda _setting: [judged("m", "text", 3.0, "s", "<= 2")])
    monkeypatch.setattr(core, "MEASURES", (missed,))
    args = argparse.Namespace(names=["core", "field"], soak=False, seconds=None, only=[], json=True)
    assert bench.run(args) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["bench"] for one in told] == ["core", "field"]
    assert told[0]["rows"][0]["ok"] is False
    assert told[0]["noise_floor"]["p99_ms"] >= 0


def test_every_measure_of_the_core_has_an_id_of_its_own():
    ids = [measure.id for measure in core.MEASURES]
    assert len(ids) == len(set(ids)) == 12


def test_the_scripted_player_speaks_the_grammar(tmp_path: Path):
    lines = [*eight_layers(["bed", "bass"]), *adventure(80.0)]
    path = write(tmp_path / "s.jsonl", lines, stem_set="tiny", seconds=80.0)
    _, read = read_session(path)
    assert len(read) >= len(lines)
    frames = [frame for frame, _ in said(adventure(80.0))]
    assert frames == sorted(frames)


def test_a_measure_that_there_is_not_is_refused():
    with pytest.raises(AffektError, match="nothing named tempo"):
        run.run("core", only=["tempo"])
