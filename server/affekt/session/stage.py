"""The stage: all that a session's steps read and never change, worked out once from the set and the game's table."""

from dataclasses import dataclass

from affekt.arrange.loaded import LoadedSet
from affekt.arrange.manifest import Section, StemSet
from affekt.compose import ThemeHead, VoiceBrief
from affekt.core.feeling import Feeling
from affekt.core.metre import Metre
from affekt.core.units import TICKS_PER_QUARTER
from affekt.mapping import Scene as Aim
from affekt.sense.game import GameTable


@dataclass(frozen=True, slots=True)
class SectionBrief:
    """A section, with what every bar of it needs."""

    name: str
    section: Section
    metre: Metre
    aim: Aim
    layers: tuple[str, ...]
    chords: tuple[tuple[str, ...], ...]
    """The chords of each bar of the body; empty where the section declares none."""
    modal: dict[str, tuple[tuple[str, ...], ...]]
    """The same in other modes that the section has recordings in."""
    voices: tuple[VoiceBrief, ...]
    markers: tuple[tuple[int, str], ...]
    """(tick in the body, name)."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A set and a game's table, ready to be conducted."""

    loaded: LoadedSet
    table: GameTable
    sections: dict[str, SectionBrief]
    themes: dict[str, ThemeHead]
    keys: frozenset[str]
    """State keys that the set's own curves read, whether the game's table knows them or not."""

    mixes_feeling: bool = False
    """Its mix moves with the feeling, and not only with what is said and where the music is."""

    @property
    def manifest(self) -> StemSet:
        """The set's manifest."""
        return self.loaded.manifest

    def knows(self, name: str) -> bool:
        """Tell whether a name is a section or a playlist of the set."""
        return name in self.sections or name in self.manifest.playlists

    def leading(self, name: str) -> str:
        """Return a section by its name, or the first of a playlist by the playlist's."""
        return name if name in self.sections else self.manifest.playlists[name].items[0].section


def _brief(manifest: StemSet, name: str, section: Section) -> SectionBrief:
    target = section.target
    aim = Aim(
        section=name,
        target=Feeling(target.valence, target.arousal, target.dominance),
        box=Feeling(section.box.valence, section.box.arousal, section.box.dominance),
        policy=section.policy,
        key=section.key,
        mode=section.mode,
        tempo=section.tempo,
        tempo_range=section.tempo_span,
        bar_beats=section.time_signature.bar_ticks / TICKS_PER_QUARTER,
        lead=manifest.lead,
        modes=manifest.modes(name),
    )
    voices = tuple(
        VoiceBrief(n, v.role, v.low, v.high, v.velocity)
        for n, v in manifest.voices.items()
        if not v.sections or name in v.sections
    )
    metre = section.time_signature
    markers = tuple(
        sorted(
            (round((m.bar - 1) * metre.bar_ticks + (m.beat - 1) * metre.beat_ticks), m.name or "")
            for m in section.markers
        )
    )
    modal = {mode: tuple(section.chords(mode)) for mode in aim.modes}
    return SectionBrief(
        name, section, metre, aim, tuple(manifest.playing_layers(name)), tuple(section.chords()), modal, voices, markers
    )


def _keys(manifest: StemSet) -> frozenset[str]:
    curves = [p.curve for p in manifest.params.values()]
    curves += [layer.curve for layer in manifest.layers.values() if layer.curve is not None]
    curves += [voice.curve for voice in manifest.voices.values() if voice.curve is not None]
    used = (layer for section in manifest.sections.values() for layer in section.layers.values())
    curves += [layer.curve for layer in used if layer.curve is not None]
    read = {c.input for c in curves}
    read |= {condition.input for one in manifest.snapshots.values() for condition in one.when}
    return frozenset(name.removeprefix("state.") for name in read if name.startswith("state."))


def _mixes_feeling(manifest: StemSet) -> bool:
    read = {p.curve.input for p in manifest.params.values()}
    read |= {condition.input for one in manifest.snapshots.values() for condition in one.when}
    squeeze = manifest.mix.compressor
    return (squeeze.ratio > 1.0 and squeeze.dominance > 0.0) or not all(
        name.startswith(("state.", "param.")) for name in read
    )


def set_stage(loaded: LoadedSet, table: GameTable) -> Stage:
    """Work out everything that does not change while a session lasts."""
    manifest = loaded.manifest
    return Stage(
        loaded,
        table,
        {name: _brief(manifest, name, section) for name, section in manifest.sections.items()},
        {name: ThemeHead(tuple(t.degrees), tuple(t.beats)) for name, t in manifest.themes.items()},
        _keys(manifest),
        _mixes_feeling(manifest),
    )
