"""What the name of a recording says: section, layer, role, take, tempo, key."""

import re
from dataclasses import dataclass
from unicodedata import combining, normalize

from affekt.arrange.manifest import Role

ROLES: dict[Role, tuple[str, ...]] = {
    "low_percussion": (
        "drum", "drums", "perc", "percussion", "kick", "taiko", "tom", "toms", "beat", "beats", "kit", "drumloop",
        "low_percussion", "lowperc",
    ),
    "high_percussion": (
        "hat", "hats", "hihat", "shaker", "shakers", "cymbal", "cymbals", "tamb", "tambourine", "clap", "claps",
        "snare", "rim", "top", "tops", "high_percussion", "hiperc",
    ),
    "bass": ("bass", "sub", "lowend", "cello", "celli", "contrabass"),
    "bed": ("bed", "pad", "pads", "drone", "drones", "atmo", "atmos", "ambience", "ambient", "texture", "strings"),
    "theme": (
        "theme", "lead", "melody", "mel", "solo", "vocal", "vocals", "vox", "voice", "flute", "violin", "tune", "hook",
    ),
    "answer": ("answer", "counter", "countermelody", "reply", "echo", "harmony2"),
    "pulse": ("pulse", "arp", "arpeggio", "ostinato", "ost", "seq", "sequence", "riff", "marimba", "pluck", "plucks"),
    "light_harmony": (
        "light_harmony", "harmony", "chord", "chords", "keys", "piano", "guitar", "organ", "harp", "rhodes", "comp",
    ),
    "dark_harmony": ("dark_harmony", "darkharmony"),
    "colour": ("colour", "color", "fx", "sfx", "sparkle", "bell", "bells", "chime", "chimes", "swell", "riser"),
}  # fmt: skip
"""Words that composers write on a track, by role."""
STINGERS = ("stinger", "stingers", "sting", "stings", "oneshot", "oneshots", "jingle")
"""Words that say a recording is a short figure over the music."""
_ROLE_OF = {word: role for role, words in ROLES.items() for word in words}
_TEMPO = re.compile(
    r"(?<![a-z0-9])(\d{2,3}(?:[.p]\d+)?)\s*_?bpm(?![a-z])|(?<![a-z])bpm\s*_?(\d{2,3})(?!\d)", re.IGNORECASE
)
_KEY = re.compile(r"^([A-G])([#b]?)(maj|major|min|minor|m)?$")
_TAKE = re.compile(r"^(?:take|tk|var|v|alt)?(\d{1,2}|[a-h])$")
_WORD = re.compile(r"[A-Za-z]+\d*|\d+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Told:
    """A name, read."""

    words: tuple[str, ...]
    """What names the section or the layer, in lower case, in order."""
    role: Role | None
    role_words: tuple[str, ...]
    """The words that told the role."""
    take: str
    tempo: float | None
    key: str | None
    mode: str | None
    stinger: bool


def read_name(stem: str) -> Told:
    """Read a file's name without its suffix, such as `Forest_Drums_tk2_96bpm_Dm`."""
    tempo = None
    if found := _TEMPO.search(stem):
        tempo = float((found[1] or found[2]).replace("p", "."))
        stem = stem[: found.start()] + " " + stem[found.end() :]
    if not (tempo is None or 20 <= tempo <= 300):
        tempo = None
    raw = [w for part in re.split(r"[\s_\-.()\[\]]+", _HUMP.sub(" ", stem)) if part for w in [part]]
    key = mode = None
    take = ""
    kept: list[str] = []
    for index, word in enumerate(raw):
        found_key = _KEY.match(word)
        last = index == len(raw) - 1
        if (
            found_key
            and index
            and (found_key[2] or found_key[3] or (last and word != "A" and len(word) == 1 and tempo))
        ):
            key, mode = read_key(word) or (None, None)
        elif index and _TAKE.match(word.lower()) and not take and (last or not word.isdigit()):
            take = word.lower()
        else:
            kept.append(word.lower())
    words = [w for w in kept if w not in STINGERS]
    role, told = _role(words)
    return Told(tuple(words), role, told, _take(take), tempo, key, mode, len(words) < len(kept))


def read_key(text: str) -> tuple[str, str] | None:
    """Return (tonic, mode) of `D`, `Bb`, `F#m` or `Dmin`; None where it is no key."""
    found = _KEY.match(text)
    if found is None:
        return None
    return found[1] + found[2], "aeolian" if found[3] in ("m", "min", "minor") else "ionian"


def _role(words: list[str]) -> tuple[Role | None, tuple[str, ...]]:
    """Find the words that tell a role; the last that does, since a track's own name stands last."""
    for size in (2, 1):
        for at in range(len(words) - size, -1, -1):
            part = words[at : at + size]
            for joined in ("_".join(part), "".join(part)):
                known = _ROLE_OF.get(joined) or _ROLE_OF.get(joined.rstrip("0123456789"))
                if known:
                    return known, tuple(part)
    return None, ()


def _take(text: str) -> str:
    """Return a take's name: `a` for none or 1, `b` for 2 …"""
    if not text:
        return "a"
    found = _TAKE.match(text)
    digits = found[1] if found else "a"
    return chr(ord("a") + (int(digits) - 1) % 26) if digits.isdigit() else digits


def name_of(text: str, otherwise: str) -> str:
    """Return a text as a name that a manifest takes: lower-case letters, digits and `_`, a letter first."""
    bare = "".join(c for c in normalize("NFKD", _HUMP.sub(" ", text)) if not combining(c))
    plain = "_".join(w.lower() for w in _WORD.findall(bare))[:48].strip("_")
    return plain if plain and plain[0].isalpha() else f"{otherwise}_{plain}".rstrip("_") if plain else otherwise
