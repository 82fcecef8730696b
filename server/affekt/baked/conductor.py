"""The baked conductor: `advance` and `say` yield decisions of the server's own form, from `baked.json` alone."""

from typing import Any

from affekt.baked import changes, flow, said, stings
from affekt.baked.score import EVENT, LOOP, Score, Wish, db
from affekt.baked.whole import along, clamp, rounded

TELL = 24_000
"""Frames between two reports of the feeling."""


class BakedConductor:
    """Plays one session of a baked set. Frames given to it never go back."""

    def __init__(self, baked: dict[str, Any], seed: int = 0) -> None:
        self._score = Score(baked, seed)
        self._step = -1
        """The last step of the grid, in steps."""

    def advance(self, frame: int) -> list[dict[str, Any]]:
        """Take every step of the grid up to a frame; return what was decided, in order."""
        score, every = self._score, self._score.baked["step"]
        while (self._step + 1) * every <= frame:
            self._step += 1
            score.frame = self._step * every
            self._beat()
            flow.commit(score)
            self._settle()
        score.frame = max(score.frame, frame)
        return self._taken()

    def say(self, frame: int, line: dict[str, Any]) -> list[dict[str, Any]]:
        """Advance to a frame, then hear a line of a session file; return what was decided, in order."""
        decided, score = self.advance(frame), self._score
        score.seq += 1
        flow.commit(score)
        said.hear(score, line)
        self._settle()
        return decided + self._taken()

    def notices(self) -> list[dict[str, str]]:
        """Return what was noticed since the last call: reason, text, about."""
        taken, self._score.notices = self._score.notices, []
        return taken

    @property
    def score(self) -> Score:
        """What it knows; to be read only."""
        return self._score

    def _taken(self) -> list[dict[str, Any]]:
        taken, self._score.events = self._score.events, []
        return taken

    def _beat(self) -> None:
        score = self._score
        score.ahead = [event for event in score.ahead if event["frame"] >= score.frame or score.paused_at >= 0]
        score.feelings.step(score.frame)
        self._follow_scene()
        halted = score.stopped or score.paused_at >= 0
        if not score.section and not halted and score.frame >= score.baked["step"]:
            changes.begin(score)
        _roads(score)
        stings.end_duck(score)
        if score.frame % TELL == 0:
            _tell(score)

    def _follow_scene(self) -> None:
        score = self._score
        if not score.plays or score.pending is not None or score.wish is not None or score.brief["once"]:
            return
        rule = score.feelings.scene(score.frame, score.section, score.bars)
        if rule is not None and score.bars >= score.brief["min_bars"]:
            why = (rule["name"], 0, rule["text"])
            changes.ask(score, Wish(rule["to"], rule["at"], rule["within"], why, LOOP))

    def _settle(self) -> None:
        score = self._score
        if score.paused_at >= 0 or score.wish is None:
            return
        if score.stopped and score.wish.strength >= EVENT:
            changes.begin(score)
        else:
            changes.settle(score)
        flow.commit(score)


def _roads(score: Score) -> None:
    """Let the game's values drive effects, buses and layers past the feeling."""
    for name, road in score.baked["params"].items():
        x = score.number(name) if name in score.pins else score.read(road["input"])
        last = score.roads.get(name)
        if last is not None and abs(x - last[0]) <= road["hysteresis"]:
            continue
        value = clamp(along(road["points"], x), road["low"], road["high"])
        score.roads[name] = (x, value)
        before = last[1] if last is not None else road["neutral"]
        why = (f"direct:{name}", 0, road["input"])
        if value == before or road["to"].startswith("layer:"):
            continue
        if road["to"].startswith("volume:"):
            values = {
                "verb": "volume",
                "bus": road["to"].partition(":")[2],
                "db": db(value),
                "fade_s": road["seek_ms"] / 1000,
            }
            score.tell_now("control", values, why)
        else:
            beats = rounded(road["seek_ms"] * score.brief["mbpm"], 60_000_000) if score.bpm else 0.0
            score.tell_now("effect", {"name": road["to"], "value": db(value), "fade_beats": beats}, why)


def _tell(score: Score) -> None:
    """Report feeling and intent."""
    v, a, d = (rounded(one, 1_000_000) for one in score.feelings.shown)
    feeling = {"valence": v, "arousal": a, "dominance": d, "sigma": [0.0, 0.0, 0.0], "sources": ["game"]}
    score.tell_now("affect", feeling, ("feeling", 0, ""))
    aim = score.feelings.aim(score.brief) if score.section else score.feelings.shown
    v, a, d = (rounded(one, 1_000_000) for one in aim)
    intent = {"valence": v, "arousal": a, "dominance": d, "mode": score.key[1], "key": score.key[0]}
    intent |= {"tempo": score.bpm, "sounding_tempo": score.bpm}
    intent |= {name: rounded(score.read(name), 1_000_000) for name in ("energy", "tension")}
    score.tell_now("intent", intent, ("mapping", 0, ""))
