"""Loading the configuration: flag over environment over file over shipped default, each value's origin kept."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from affekt.config.locate import Lines, locate
from affekt.config.model import Config, open_doors
from affekt.core.errors import AffektError, LineError, Reason

DEFAULTS = Path(__file__).with_name("defaults.toml")
SECRETS = ("security.token",)
"""Settings that are never shown."""
_LISTS = {"sets": os.pathsep, "osc_maps": ",", "osc_sends": ",", "security.osc_allow": ",", "security.origins": ","}
"""Settings that are lists, and what separates them in the environment."""
_NOT_SETTINGS = ("AFFEKT_CONFIG",)
_TOML_LINE = re.compile(r" ?\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Settings:
    """A configuration, and where each of its values came from."""

    config: Config
    values: Mapping[str, Any]
    """As they were written, by dotted key; secrets as they are."""
    origins: Mapping[str, str]
    """By dotted key: `default`, `file PATH:LINE`, `env AFFEKT_…` or `flag --…`."""
    unknown: tuple[str, ...] = ()
    """`AFFEKT_…` variables that are no setting, sorted."""

    def shown(self) -> dict[str, Any]:
        """Return the values with secrets hidden."""
        return {key: ("(set)" if v and key in SECRETS else v) for key, v in self.values.items()}


def load_config(
    flags: Mapping[str, Any] | None = None,
    *,
    file: str | Path | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """Return the settings in force.

    Args:
        flags: values from the command line by dotted key (`listen.grpc`); None is a flag that was not given.
        file: the file to read; without it `AFFEKT_CONFIG`, `./affekt.toml`, then the user's own is taken.
        environ: the environment; the process's own where not given.
        folder: what `./` means; the current folder where not given.

    Raises:
        LineError: MALFORMED, for a line of the file.
        AffektError: MALFORMED for a flag, a variable or a file that cannot be read; FORBIDDEN for a door that would
            stand open to other machines.
    """
    env = os.environ if environ is None else environ
    values = dict(_leaves(tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))))
    known = list(values)
    origins = dict.fromkeys(known, "default")
    chosen = _file(file, env, folder or Path())
    lines = Lines({})
    if chosen is not None:
        laid, lines = _read(chosen, known)
        values |= laid
        origins |= {key: f"file {chosen}:{lines.line(tuple(key.split('.')))}" for key in laid}
    variables = {"AFFEKT_" + key.upper().replace(".", "_"): key for key in known}
    variables |= {"AFFEKT_" + key.upper().rpartition(".")[2]: key for key in SECRETS}  # AFFEKT_TOKEN, in short.
    for variable, key in variables.items():
        if variable in env:
            values[key] = _listed(key, env[variable])
            origins[key] = f"env {variable}"
    for key, value in (flags or {}).items():
        if key not in values:
            raise AffektError(Reason.MALFORMED, f"there is no setting '{key}'; 'affekt config show' lists them")
        if value is not None:
            values[key] = value
            origins[key] = "flag --" + _flag(key)
    config = _validated(values, origins, lines, chosen)
    faults = open_doors(config)
    if faults:
        raise AffektError(Reason.FORBIDDEN, "\n".join(faults))
    unknown = sorted(v for v in env if v.startswith("AFFEKT_") and v not in variables and v not in _NOT_SETTINGS)
    return Settings(config, values, origins, tuple(unknown))


def _leaves(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{before}{key}.")
        else:
            yield before + key, value


def _file(said: str | Path | None, env: Mapping[str, str], folder: Path) -> Path | None:
    """Return the configuration file to read, if there is one."""
    wanted = said or env.get("AFFEKT_CONFIG")
    if wanted:
        return Path(wanted).expanduser()
    home = env.get("XDG_CONFIG_HOME") or (f"{env['HOME']}/.config" if env.get("HOME") else "")
    places = [folder / "affekt.toml", *([Path(home) / "affekt" / "affekt.toml"] if home else [])]
    return next((place for place in places if place.is_file()), None)


def _read(path: Path, known: list[str]) -> tuple[dict[str, Any], Lines]:
    try:
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except OSError as error:
        raise AffektError(Reason.MALFORMED, f"{path} cannot be read ({error.strerror}); see --config") from error
    except UnicodeDecodeError as error:
        raise AffektError(Reason.MALFORMED, f"{path} is not UTF-8; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = _TOML_LINE.search(str(error))
        text = f"not TOML: {_TOML_LINE.sub('', str(error))}"
        raise LineError(Reason.MALFORMED, text, file=str(path), line=int(at[1]) if at else 1) from error
    lines = locate(text)
    laid = dict(_leaves(content))
    for key in laid:
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"did you mean '{near[0]}'?" if near else "'affekt config show' lists what there is"
            line = lines.line(tuple(key.split(".")))
            raise LineError(Reason.MALFORMED, f"there is no setting '{key}'; {hint}", file=str(path), line=line)
    return laid, lines


def _listed(key: str, text: str) -> Any:
    mark = _LISTS.get(key)
    return text if mark is None else [part.strip() for part in text.split(mark) if part.strip()]


def _flag(key: str) -> str:
    table, _, name = key.rpartition(".")
    return f"listen {name}=…" if table == "listen" else name.replace("_", "-")


def _validated(values: Mapping[str, Any], origins: Mapping[str, str], lines: Lines, path: Path | None) -> Config:
    tree: dict[str, Any] = {}
    for key, value in values.items():
        table, _, name = key.rpartition(".")
        (tree.setdefault(table, {}) if table else tree)[name] = value
    try:
        return Config.model_validate(tree)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = tuple(fault["loc"])
    key = ".".join(str(part) for part in place if isinstance(part, str))
    key = next((k for k in values if k == key or key.startswith(k + ".")), key)
    words = fault["msg"].removeprefix("Value error, ").replace("Input", "it", 1)
    within = (o for k, o in origins.items() if k.startswith(key + ".") and o != "default")
    origin = origins.get(key) or next(within, "")
    if origin.startswith("file ") and path is not None:
        raise LineError(Reason.MALFORMED, f"{key}: {words}", file=str(path), line=lines.line(place))
    raise AffektError(Reason.MALFORMED, f"{origin + ': ' if origin else ''}{key}: {words}")
