"""Writes the transcripts, or says which are out of date."""

import sys

from affekt.testing.conformance.everything import stale, write

if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        found = stale()
        sys.stdout.write("".join(f"{name} is out of date\n" for name in found))
        sys.exit(1 if found else 0)
    write()
