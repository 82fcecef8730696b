"""The bench `sets`: what a shipped set sounds like over a long time, and what its pages show."""

from affekt.bench import sets_fatigue, sets_feeling, sets_page, sets_steady
from affekt.bench.run import Measure

MEASURES = (
    Measure("fatigue", "20 minutes of exploration at one feeling", sets_fatigue.fatigue),
    Measure("steady", "20 minutes of one feeling under a sensor's noise", sets_steady.steady),
    Measure("feeling", "pairs of sessions that differ in one feeling", sets_feeling.feeling),
    Measure("page", "the composer's page in a browser", sets_page.page),
)
"""In the order of running."""
