"""Baked sets: a score without a server. A tiny conductor that every engine's language can carry, in whole numbers.

`bake` turns a set and a game's table into `baked.json`; `BakedConductor` is the law that plays it, and the reference
for the players in GDScript, C# and JavaScript. docs/bake.md tells both, field by field.
"""

from affekt.baked.bake import bake as bake
from affekt.baked.conductor import BakedConductor as BakedConductor
