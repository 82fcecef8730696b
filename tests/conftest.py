"""What tests in real engines share: they are skipped, with a word, where `make engines` has not run."""

import pytest

from affekt.bench.engines import MISSING, Godot, csharp_python, dotnet_path, godot_path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs an engine that is not there, and say so."""
    godot = godot_path() is not None
    csharp = csharp_python() is not None and dotnet_path() is not None
    for item in items:
        if item.get_closest_marker("godot") and not godot:
            item.add_marker(pytest.mark.skip(reason=MISSING.format(what="the Godot client")))
        if item.get_closest_marker("csharp") and not csharp:
            item.add_marker(pytest.mark.skip(reason=MISSING.format(what="the C# client")))


@pytest.fixture(scope="session")
def godot(tmp_path_factory: pytest.TempPathFactory) -> Godot:
    """A real Godot with a scratch home; mark the test `godot`."""
    return Godot(tmp_path_factory.mktemp("godot-home"))
