"""What a section is for, as its name says: its target feeling, and how it is entered and left."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Purpose:
    """What composers mean by such a name."""

    scene: str
    """The scene under which the shipped table of game events looks for it."""
    words: tuple[str, ...]
    valence: float
    arousal: float
    dominance: float
    once: bool = False


PURPOSES = (
    Purpose("combat", ("combat", "battle", "fight", "boss", "attack", "war", "action", "chase"), -0.3, 0.8, 0.2),
    Purpose(
        "tension", ("tension", "stealth", "danger", "suspense", "threat", "sneak", "hunted", "alert"), -0.4, 0.55, -0.2
    ),
    Purpose(
        "calm", ("calm", "rest", "peace", "menu", "ambient", "camp", "sleep", "night", "idle", "intro"), 0.3, 0.15, 0.1
    ),
    Purpose("wonder", ("wonder", "discovery", "awe", "magic", "reveal"), 0.5, 0.35, 0.2),
    Purpose("victory", ("victory", "win", "fanfare", "triumph", "success"), 0.7, 0.75, 0.6, once=True),
    Purpose("loss", ("loss", "lose", "defeat", "death", "gameover", "dead", "fail"), -0.6, 0.2, -0.6, once=True),
    Purpose("aftermath", ("aftermath", "after", "outro"), 0.0, 0.3, 0.1, once=True),
    Purpose(
        "exploration",
        ("exploration", "explore", "travel", "journey", "road", "walk", "village", "town", "verse"),
        0.25,
        0.35,
        0.1,
    ),
)
OTHERWISE = Purpose("", (), 0.1, 0.4, 0.1)


def purpose_of(name: str) -> Purpose:
    """Return what a section of this name is for; `OTHERWISE` where the name says nothing."""
    words = name.lower().split("_")
    for purpose in PURPOSES:
        if any(word in purpose.words or word.rstrip("0123456789") in purpose.words for word in words):
            return purpose
    return OTHERWISE
