"""The programs that C#'s tests run in, compiled once a session."""

from pathlib import Path

import pytest

from affekt.bench.csharp_peer import mono_program, net8_program


@pytest.fixture(scope="session")
def net8() -> Path:
    """The tests and the peer for .NET 8."""
    return net8_program()


@pytest.fixture(scope="session")
def mono() -> Path:
    """The same for Mono."""
    return mono_program()
