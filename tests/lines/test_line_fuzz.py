"""100,000 mutated lines through the grammar: each is said or refused, none escapes."""

import json
from random import Random

from affekt.core.errors import AffektError
from affekt.session.limits import check
from affekt.session.lines import read_line

LINES = 100_000
SEEDS = [
    '{"event": "enemy_spotted", "intensity": 0.6}',
    '{"state": {"health": 0.35, "threat": 0.9}}',
    '{"affect": {"valence": -0.7, "arousal": 0.9, "dominance": -0.3, "confidence": 1.0, "hold_s": 0}}',
    '{"sense": {"source": "heart_rate", "bpm": 118}}',
    '{"sense": {"source": "face", "blendshapes": {"mouthSmileLeft": 0.8}}}',
    '{"text": "that was amazing!"}',
    '{"cue": {"kind": "section", "name": "combat", "at": "next_bar", "within_ms": 600}}',
    '{"param": {"tempo": 132, "key": "D", "mode": null}}',
    '{"control": {"volume": {"bus": "music", "db": -6}}}',
    '{"control": {"duck": {"db": -6, "on": true}}}',
]
PIECES = [
    "null",
    "true",
    "1e9",
    "-1",
    "1e999",
    "NaN",
    "[]",
    "{}",
    '""',
    '"\\ud800"',
    "9" * 400,
    ",",
    ":",
    "{",
    "}",
    '"',
]


def mutated(random: Random, line: str) -> str:
    at = random.randrange(len(line))
    match random.randrange(4):
        case 0:
            return line[:at] + random.choice(PIECES) + line[at:]
        case 1:
            return line[:at] + line[at + random.randrange(6) :]
        case 2:
            return line[:at] + chr(random.randrange(0x3000)) + line[at + 1 :]
        case _:
            fields = json.loads(line)
            (key, value), *_ = fields.items()
            odd = random.choice([None, True, -5, 1e300, "x" * 70, [], {}, {"a": 1}, [value], {key: value}])
            return json.dumps({key: odd, **({"intensity": odd} if random.random() < 0.2 else {})})


def test_a_hundred_thousand_lines_are_said_or_refused():
    random = Random(7)
    said = 0
    refusals: list[str] = []
    for number in range(LINES):
        line = SEEDS[number % len(SEEDS)]
        try:
            found = read_line(mutated(random, line) if number % 5 else line, line=None, live=True)[1]
        except AffektError as error:
            refusals.append(error.text)
        else:
            said += 1
            for one in found:
                check(one)
    assert said + len(refusals) == LINES
    assert not any("\n" in text or len(text) > 600 for text in refusals)
    assert said > LINES / 5
    assert len(refusals) > LINES / 5
