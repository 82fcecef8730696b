"""libfluidsynth, found once and with its calls declared; it is LGPL and loaded at run time."""

import contextlib
import ctypes
import importlib
import io
from functools import lru_cache
from typing import Any

VIBRATO, CUTOFF, ATTACK, RELEASE, FINE_TUNE = 6, 8, 34, 38, 52
"""SoundFont generators: cents of vibrato, cents of the low-pass, attack and release in timecents, tuning in cents."""
_NAMES = ("libfluidsynth.so.3", "libfluidsynth.so.2", "libfluidsynth.3.dylib", "libfluidsynth-3.dll")


@lru_cache(maxsize=1)
def library() -> Any:
    """Return libfluidsynth with its calls declared, or None where it is not installed.

    The soundfile package is loaded first: its libsndfile then also decodes the SoundFont. Were it the system's in one
    process and the package's in another, their samples would differ in the last bit.
    """
    importlib.import_module("soundfile")
    for name in _names():
        try:
            lib = ctypes.CDLL(name)
        except OSError:
            continue
        return _declare(lib)
    return None


def _names() -> tuple[str, ...]:
    """Return where the library may be; pyfluidsynth knows the ways of each system."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # It tells what it found, where results are read.
            found = importlib.import_module("fluidsynth").lib
    except (ImportError, OSError, AttributeError):
        return _NAMES
    return (str(found), *_NAMES)


def _declare(lib: Any) -> Any:
    p, i, f, d, s = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_double, ctypes.c_char_p
    calls: dict[str, tuple[Any, list[Any]]] = {
        "new_fluid_settings": (p, []), "delete_fluid_settings": (None, [p]),
        "fluid_settings_setnum": (i, [p, s, d]), "fluid_settings_setint": (i, [p, s, i]),
        "new_fluid_synth": (p, [p]), "delete_fluid_synth": (None, [p]), "fluid_synth_sfload": (i, [p, s, i]),
        "fluid_synth_program_select": (i, [p, i, i, i, i]), "fluid_synth_set_interp_method": (i, [p, i, i]),
        "fluid_synth_noteon": (i, [p, i, i, i]), "fluid_synth_noteoff": (i, [p, i, i]),
        "fluid_synth_set_gain": (None, [p, f]), "fluid_synth_all_sounds_off": (i, [p, i]),
        "fluid_synth_cc": (i, [p, i, i, i]),
        "fluid_synth_set_gen": (i, [p, i, i, f]), "fluid_synth_get_active_voice_count": (i, [p]),
        "fluid_synth_write_float": (i, [p, i, p, i, i, p, i, i]),
        "fluid_set_log_function": (p, [i, p, p]),
    }  # fmt: skip
    for name, (result, arguments) in calls.items():
        call = getattr(lib, name)
        call.restype, call.argtypes = result, arguments
    for level in range(5):
        lib.fluid_set_log_function(level, None, None)
    return lib
