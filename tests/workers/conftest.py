"""The tiny set and the log of the render tests serve here too."""

import importlib.util
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location("render_fixtures", Path(__file__).parent.parent / "render/conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_FIXTURES = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_FIXTURES)

cache, tiny, source, log = _FIXTURES.cache, _FIXTURES.tiny, _FIXTURES.source, _FIXTURES.log
