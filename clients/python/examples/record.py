"""Write what a session sounds like to a WAV file.

Start `affekt serve`, then: python record.py [SECONDS] [FILE] [HOST:PORT]
"""

# ruff: noqa: T201  an example talks to its terminal

import sys
import wave
from itertools import islice

from affekt_client import Refused, Session


def main(seconds: float = 10.0, path: str = "heard.wav", server: str = "127.0.0.1:50051") -> None:
    """Open a session and keep so many seconds of it."""
    with Session.open("record-example", server) as session, wave.open(path, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        for block in islice(session.listen("s16", frames=960), round(seconds * 50)):
            file.writeframes(block.samples)
    print(f"{path}: {seconds:g} s")


if __name__ == "__main__":
    words = sys.argv[1:]
    try:
        main(float(words[0]) if words else 10.0, *words[1:])
    except Refused as refused:
        sys.exit(refused.text)
