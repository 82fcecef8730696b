"""Short pieces to judge: bars composed one after another."""

from affekt.compose import BarContext, Memory, VoiceBrief, compose_bar
from affekt.core.intent import Intent
from affekt.core.metre import Metre

VOICES = (
    VoiceBrief("lead", "melody", 62, 86),
    VoiceBrief("answer", "counter", 52, 74),
    VoiceBrief("harp", "arpeggio", 55, 84),
    VoiceBrief("low", "bass", 31, 52),
    VoiceBrief("pad", "pad", 48, 76),
)
PROGRESSION = (
    ("Dm",), ("Gm7",), ("C7",), ("Fmaj7",), ("Bbmaj7",), ("Em7b5",), ("A7",), ("Dm",),
    ("Dm",), ("Bb",), ("C",), ("Am7",), ("Gm",), ("Bb", "C"), ("Asus4", "A"), ("Dm",),
)  # fmt: skip


def intent(valence=0.0, arousal=0.4, dominance=0.0, tension=0.2, **more):
    values = {
        "density": 0.5,
        "note_rate": 1.2 * 5**arousal,
        "brightness": 0.5 + 0.3 * valence,
        "articulation": 0.2 + 0.5 * arousal,
        "energy": arousal,
    }
    return Intent(valence=valence, arousal=arousal, dominance=dominance, tension=tension, **(values | more))


def context(bar=1, seed=7, feeling=None, **more):
    """Return one bar of a 32-bar section that loops."""
    values = {
        "section": "exploration", "section_bars": 32, "phrase_bars": 8, "tonic": "D", "mode": "aeolian",
        "metre": Metre(4, 4), "tempo": 96.0, "progression": PROGRESSION,
    } | more  # fmt: skip
    progression = values.pop("progression")
    place = (bar - 1) % values["section_bars"]
    chords = progression[place % len(progression)] if progression else ()
    following = progression[(place + 1) % len(progression)][0] if progression else ""
    return BarContext(
        seed=seed, bar=bar, section_bar=place + 1, chords=chords, next_chord=following,
        intent=feeling or intent(), **values,
    )  # fmt: skip


def compose(bars=32, voices=VOICES, feeling=None, **more):
    """Return (contexts, notes of each bar, plans); `feeling` may be an intent or a function of the bar."""
    memory, contexts, music, plans = Memory(), [], [], []
    for bar in range(1, bars + 1):
        here = context(bar, feeling=feeling(bar) if callable(feeling) else feeling, **more)
        memory, notes, plan = compose_bar(here, voices, memory)
        contexts.append(here)
        music.append(notes)
        plans.append(plan)
    return contexts, music, plans
