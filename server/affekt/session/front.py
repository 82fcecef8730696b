"""The front: raw signals are understood here, before the conductor, so that it and its recordings never meet them."""

from dataclasses import dataclass

from affekt.core.errors import AffektError, Reason
from affekt.core.inputs import Reading, Said, Signal, Text
from affekt.core.units import Frame
from affekt.sense import Heart, hear_signal


@dataclass(slots=True)
class Front:
    """One session's senses. Personal; kept nowhere else."""

    heart: Heart = Heart()

    def understand(self, said: Said, frame: Frame) -> Said | None:
        """Return what the conductor hears of what was said; None where it tells nothing.

        Raises:
            AffektError: for a signal that is not understood, or not yet.
        """
        if isinstance(said, Text):
            raise AffektError(Reason.NOT_YET, "text is not understood yet; state the feeling, or send evidence")
        if not isinstance(said, Signal):
            return said
        self.heart, evidence = hear_signal(self.heart, frame, said)
        return None if evidence is None else Reading(evidence)
