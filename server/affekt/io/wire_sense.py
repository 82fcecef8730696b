"""Readings of sensors: each message of the contract beside the `Signal` that the senses understand.

| message | source | values |
|---|---|---|
| HeartRate | heart_rate | bpm, then rmssd_ms and sdnn_ms where given |
| BeatIntervals | beat_intervals | ibi_ms, once an interval |
| Ppg | ppg | rate_hz, then sample, once a sample |
| Eda | eda | microsiemens |
| EegBands | eeg | delta, theta, alpha, beta, gamma, an electrode's behind its name: TP9.delta |
| Blendshapes | face | each weight by its name |
| AudioFeatures | voice | each feature by its name |
| Gaze | gaze | x, y, then pupil_mm and openness where given |
| HeadPose | head_pose | pitch_deg, yaw_deg, roll_deg |
| ControllerMotion | controller | speed, acceleration, turning, behind the hand's name: left.speed |
| Vector | its own | its own |
"""

from collections.abc import Callable, Iterable
from typing import Any

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Evidence
from affekt.core.inputs import Reading, Said, Signal, Text
from affekt.core.units import Frame
from affekt.io.wire_bounds import PULSES, check_told, counted, named, within
from affekt.io.wire_words import pairs_from, pairs_of
from affekt.session.limits import VALUES
from affekt.v1 import evidence_pb2 as pb

_BANDS = ("delta", "theta", "alpha", "beta", "gamma")
_MOTION = ("speed", "acceleration", "turning")
_POSE = ("pitch_deg", "yaw_deg", "roll_deg")
_ANY = 1e9

Pairs = tuple[tuple[str, float], ...]


def evidence_of(evidence: Evidence) -> pb.Evidence:
    """Return evidence as a message."""
    return pb.Evidence(
        source=evidence.source,
        frame=evidence.frame,
        valence=evidence.valence,
        arousal=evidence.arousal,
        dominance=evidence.dominance,
        reliability=evidence.reliability,
    )


def evidence_from(message: pb.Evidence, now: Frame) -> Evidence:
    """Return a message as evidence; without a frame of its own it was true at `now`."""
    return Evidence(
        source=message.source,
        frame=Frame(message.frame) if message.HasField("frame") else now,
        valence=message.valence if message.HasField("valence") else None,
        arousal=message.arousal if message.HasField("arousal") else None,
        dominance=message.dominance if message.HasField("dominance") else None,
        reliability=message.reliability if message.HasField("reliability") else 1.0,
    )


def sense_from(message: pb.Sense, now: Frame) -> Said:
    """Return what a sensor said.

    Raises:
        AffektError: MALFORMED, OUT_OF_RANGE, TOO_LARGE; NOT_YET for a recorded voice.
    """
    kind = message.WhichOneof("reading")
    if kind is None:
        raise AffektError(Reason.MALFORMED, "the reading is empty; fill one of its fields")
    if kind == "audio_chunk":
        raise AffektError(Reason.NOT_YET, "a recorded voice is not understood yet; send its features instead")
    if kind == "appraised":
        return Reading(check_told(evidence_from(message.appraised, now)))
    if kind == "text":
        return Text(message.text.line)
    return _FROM[kind](getattr(message, kind))


def sense_of(said: Signal | Text | Reading) -> pb.Sense:
    """Return what a sensor said as the message made for it, or as a `Vector` where it fits none.

    Raises:
        AffektError: TOO_LARGE for more than 64 values that fit none.
    """
    match said:
        case Reading(evidence):
            return pb.Sense(appraised=evidence_of(evidence))
        case Text(line):
            return pb.Sense(text=pb.TextLine(line=line))
    maker = _MAKERS.get(said.source)
    if maker is not None:
        try:
            made = maker(said.values)
            if sense_from(made, Frame(0)) == said:
                return made
        except (AffektError, KeyError, ValueError):
            pass  # It says something else under this source's name, so it travels as a vector.
    counted(len(said.values), VALUES, f"the reading of {said.source!r}")
    return pb.Sense(vector=pb.Vector(source=said.source, values=pairs_of(said.values)))


def _heart_rate(m: pb.HeartRate) -> Signal:
    values = [("bpm", within(m.bpm, 20, 250, "bpm"))]
    values += [(n, within(getattr(m, n), 0, 500, n)) for n in ("rmssd_ms", "sdnn_ms") if m.HasField(n)]
    return Signal("heart_rate", tuple(values))


def _beat_intervals(m: pb.BeatIntervals) -> Signal:
    counted(len(m.ibi_ms), VALUES, "ibi_ms")
    return Signal("beat_intervals", tuple(("ibi_ms", within(x, 200, 3_000, "ibi_ms")) for x in m.ibi_ms))


def _ppg(m: pb.Ppg) -> Signal:
    counted(len(m.samples), PULSES, "samples")
    rate = ("rate_hz", within(m.rate_hz, 1, 2_000, "rate_hz"))
    return Signal("ppg", (rate, *(("sample", within(x, -_ANY, _ANY, "sample")) for x in m.samples)))


def _eda(m: pb.Eda) -> Signal:
    return Signal("eda", (("microsiemens", within(m.microsiemens, 0, 100, "microsiemens")),))


def _eeg(m: pb.EegBands) -> Signal:
    counted(len(m.channels), VALUES // len(_BANDS), "channels")
    if len({c.name for c in m.channels}) < len(m.channels):
        raise AffektError(Reason.MALFORMED, "an electrode is named twice; name each once")
    return Signal(
        "eeg",
        tuple((_behind(c.name, band), within(getattr(c, band), 0, _ANY, band)) for c in m.channels for band in _BANDS),
    )


def _blendshapes(m: pb.Blendshapes) -> Signal:
    counted(len(m.weights), VALUES, "weights")
    return Signal("face", tuple((named(w.name, "a blendshape"), within(w.value, 0, 1, w.name)) for w in m.weights))


def _audio_features(m: pb.AudioFeatures) -> Signal:
    counted(len(m.features), VALUES, "features")
    return Signal("voice", pairs_from(m.features))


def _gaze(m: pb.Gaze) -> Signal:
    values = [(n, within(getattr(m, n), -1, 1, n)) for n in ("x", "y")]
    for name, low, high in (("pupil_mm", 1, 10), ("openness", 0, 1)):
        if m.HasField(name):
            values.append((name, within(getattr(m, name), low, high, name)))
    return Signal("gaze", tuple(values))


def _head_pose(m: pb.HeadPose) -> Signal:
    return Signal("head_pose", tuple((n, within(getattr(m, n), -180, 180, n)) for n in _POSE))


def _controller(m: pb.ControllerMotion) -> Signal:
    return Signal("controller", tuple((_behind(m.hand, n), within(getattr(m, n), 0, _ANY, n)) for n in _MOTION))


def _vector(m: pb.Vector) -> Signal:
    counted(len(m.values), VALUES, "values")
    return Signal(m.source, pairs_from(m.values))


_FROM: dict[str, Callable[[Any], Signal]] = {
    "heart_rate": _heart_rate,
    "beat_intervals": _beat_intervals,
    "ppg": _ppg,
    "eda": _eda,
    "eeg_bands": _eeg,
    "blendshapes": _blendshapes,
    "audio_features": _audio_features,
    "gaze": _gaze,
    "head_pose": _head_pose,
    "controller_motion": _controller,
    "vector": _vector,
}


def _behind(owner: str, name: str) -> str:
    return f"{owner}.{name}" if owner else name


def _owners(values: Pairs, names: Iterable[str]) -> list[tuple[str, dict[str, float]]]:
    """Gather values behind their owners' names, in their order; each owner has all the names."""
    found: dict[str, dict[str, float]] = {}
    for key, value in values:
        owner, _, name = key.rpartition(".")
        found.setdefault(owner, {})[name] = value
    return [(owner, {n: held[n] for n in names}) for owner, held in found.items()]


def _make_eeg(values: Pairs) -> pb.Sense:
    channels = [pb.EegBands.Channel(name=owner, **bands) for owner, bands in _owners(values, _BANDS)]
    return pb.Sense(eeg_bands=pb.EegBands(channels=channels))


def _make_controller(values: Pairs) -> pb.Sense:
    ((hand, motion),) = _owners(values, _MOTION)
    return pb.Sense(controller_motion=pb.ControllerMotion(hand=hand, **motion))


_MAKERS: dict[str, Callable[[Pairs], pb.Sense]] = {
    "heart_rate": lambda v: pb.Sense(heart_rate=pb.HeartRate(**dict(v))),
    "beat_intervals": lambda v: pb.Sense(beat_intervals=pb.BeatIntervals(ibi_ms=[x for _, x in v])),
    "ppg": lambda v: pb.Sense(ppg=pb.Ppg(rate_hz=v[0][1], samples=[x for _, x in v[1:]])),
    "eda": lambda v: pb.Sense(eda=pb.Eda(**dict(v))),
    "eeg": _make_eeg,
    "face": lambda v: pb.Sense(blendshapes=pb.Blendshapes(weights=pairs_of(v))),
    "voice": lambda v: pb.Sense(audio_features=pb.AudioFeatures(features=pairs_of(v))),
    "gaze": lambda v: pb.Sense(gaze=pb.Gaze(**dict(v))),
    "head_pose": lambda v: pb.Sense(head_pose=pb.HeadPose(**dict(v))),
    "controller": _make_controller,
}
