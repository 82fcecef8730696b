"""Probes of what makes the sound: the render kernel, FluidSynth and its SoundFont, the sound card, the sets."""

from pathlib import Path

from affekt.commands.probes import APT, Part, ask

_GPL = ("/usr/share/sounds/sf2/TimGM6mb.sf2", "/usr/share/soundfonts/TimGM6mb.sf2")


def kernel() -> Part:
    """Render a block; where the kernel was never compiled here this compiles it, and leaves it in the cache."""
    answer = ask(
        "import json\n"
        "from affekt.render import kernel\n"
        "from affekt.render.warm import warm\n"
        "warm()\n"
        "import numba\n"
        "cold = sum(kernel.render.stats.cache_misses.values())\n"
        "print(json.dumps([numba.__version__, cold]))",
        timeout_s=300.0,
    )
    if not answer.ok:
        text = f"the render kernel does not run ({answer.why[:160]}); run 'make setup' again, or set NUMBA_CACHE_DIR"
        return Part("kernel", "broken", text, needed=True)
    version, cold = answer.value
    how = "compiled just now, in the cache from here on" if cold else "compiled, in the cache"
    return Part("kernel", "ok", f"numba {version}; {how}", needed=True)


def files() -> Part:
    """Write and read a moment of Ogg Vorbis in memory."""
    answer = ask(
        "import io, json, numpy, soundfile\n"
        "file = io.BytesIO()\n"
        "soundfile.write(file, numpy.zeros((4800, 2)), 48000, format='OGG', subtype='VORBIS'); file.seek(0)\n"
        "assert len(soundfile.read(file)[0]) == 4800\n"
        "print(json.dumps(soundfile.__libsndfile_version__))"
    )
    if not answer.ok:
        return Part("ogg", "broken", f"Ogg cannot be written ({answer.why[:160]}); run 'make setup' again", needed=True)
    return Part("ogg", "ok", f"libsndfile {answer.value} writes and reads Ogg Vorbis", needed=True)


def grpc() -> Part:
    """Open a gRPC server on a free port, and load the contract's stubs."""
    answer = ask(
        "import grpc, json\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from affekt.v1 import session_pb2\n"
        "server = grpc.server(ThreadPoolExecutor(1)); port = server.add_insecure_port('127.0.0.1:0')\n"
        "server.start(); server.stop(None); assert port\n"
        "print(json.dumps(grpc.__version__))"
    )
    if not answer.ok:
        return Part(
            "grpc", "broken", f"no server can be started ({answer.why[:160]}); run 'make setup' again", needed=True
        )
    return Part("grpc", "ok", f"grpcio {answer.value} listens", needed=True)


def fluidsynth() -> list[Part]:
    """Load libfluidsynth and the SoundFont, and play a note on it."""
    answer = ask(
        "import ctypes, json\n"
        "from affekt.core.errors import AffektError\n"
        "from affekt.render.fluid_library import library\n"
        "from affekt.render.synth import find_soundfont\n"
        "said = {'version': '', 'font': '', 'why': '', 'heard': False}\n"
        "lib = library()\n"
        "try: font = find_soundfont()\n"
        "except AffektError as error: font, said['why'] = None, error.text\n"
        "if font: said['font'] = str(font)\n"
        "if lib:\n"
        "    lib.fluid_version_str.restype = ctypes.c_char_p\n"
        "    said['version'] = lib.fluid_version_str().decode()\n"
        "if lib and font:\n"
        "    synth = lib.new_fluid_synth(lib.new_fluid_settings())\n"
        "    if lib.fluid_synth_sfload(synth, str(font).encode(), 1) >= 0:\n"
        "        lib.fluid_synth_noteon(synth, 0, 60, 100)\n"
        "        out = (ctypes.c_float * 9600)()\n"
        "        lib.fluid_synth_write_float(synth, 4800, out, 0, 2, out, 1, 2)\n"
        "        said['heard'] = any(out)\n"
        "print(json.dumps(said))"
    )
    instead = "notes use the built-in synthesiser, and 'sets build' cannot work"
    if not answer.ok:
        return [Part("fluidsynth", "broken", f"it fails ({answer.why[:160]}); {instead}")]
    said = answer.value
    if said["version"]:
        library = Part("fluidsynth", "ok", f"libfluidsynth {said['version']}")
    else:
        library = Part("fluidsynth", "absent", f"{instead}; {APT} libfluidsynth3")
    get = f"{APT} fluidr3mono-gm-soundfont"
    if said["why"]:
        font = Part("soundfont", "broken", said["why"])
    elif not said["font"]:
        gpl = next((name for name in _GPL if Path(name).is_file()), "")
        refused = f"{Path(gpl).name} is there, but under the GPL, and is not loaded; " if gpl else ""
        font = Part("soundfont", "absent", f"{refused}{instead}; {get}")
    elif said["version"] and not said["heard"]:
        font = Part("soundfont", "broken", f"{said['font']} makes no sound; {get} again")
    else:
        font = Part("soundfont", "ok", f"{Path(said['font']).name}{', a note was played' if said['heard'] else ''}")
    return [library, font]


def build_font() -> Part:
    """Find the SoundFont that sets are built with, and take its hash."""
    from affekt.core.errors import AffektError
    from affekt.render.build_font import FONT, find_font

    try:
        font = find_font()
    except AffektError as error:
        return Part("build font", "absent", f"{error.text}; the shipped sets are built already")
    if font.stands_in:
        get = f"for the sound of the shipped sets {APT} {FONT.package}"
        return Part("build font", "ok", f"{font.name} (sha256 {font.sha256[:12]}…); {get}")
    return Part("build font", "ok", f"{font.name} (sha256 {font.sha256[:12]}…), as the shipped sets")


def sound_card() -> Part:
    """List the sound cards."""
    answer = ask(
        "import json, miniaudio\nprint(); print(json.dumps([d['name'] for d in miniaudio.Devices().get_playbacks()]))"
    )
    if not answer.ok:
        return Part("sound card", "absent", "none can be opened; streams, WAV and commands work without")
    cards = [name for name in answer.value if not name.startswith("Discard all samples")]
    if not cards:
        return Part("sound card", "absent", "none here; streams, WAV and commands work without")
    return Part("sound card", "ok", ", ".join(cards[:3]))


def midi() -> Part:
    """List the MIDI ports."""
    answer = ask(
        "import json\nfrom affekt.core.errors import AffektError\nfrom affekt.io.midi.ports import names\n"
        "try: found = names()\nexcept AffektError as error: found = error.text\nprint(); print(json.dumps(found))"
    )
    if not answer.ok or isinstance(answer.value, str):
        return Part("MIDI", "absent", answer.value if answer.ok else answer.why[:160])
    there = [f"{way}: {', '.join(found[:4]) or 'none'}" for way, found in answer.value.items()]
    return Part("MIDI", "ok", "; ".join(there))


def sets() -> list[Part]:
    """Find and check every set."""
    from affekt.arrange.check import judge
    from affekt.arrange.recordings import missing
    from affekt.arrange.shelf import list_sets

    parts: list[Part] = []
    ready = False
    for name, folder in list_sets().items():
        manifest, findings = judge(folder, sources=False)
        if manifest is None or findings.errors:
            text = f"{len(findings.errors)} errors; see 'affekt sets check {name}'"
            parts.append(Part(f"set {name}", "broken", text))
        elif missing(folder, manifest):
            parts.append(Part(f"set {name}", "absent", f"not built; run 'affekt sets build {name}'"))
        else:
            ready = True
            text = f"{len(manifest.sections)} sections, {len(manifest.layers)} layers, in {folder}"
            parts.append(Part(f"set {name}", "ok", text))
    if not ready:
        text = "no set can be played; make one with 'affekt sets new NAME' and 'affekt sets build NAME'"
        parts.append(Part("sets", "broken", text, needed=True))
    return parts
