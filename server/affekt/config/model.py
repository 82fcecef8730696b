"""The configuration: every setting with its type and bounds. Values come from `defaults.toml` and what lies above."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, field_validator, model_validator

from affekt.config.address import Address

_LEAST_TOKEN = 16


def _address(value: object) -> object:
    return Address.parse(value) if isinstance(value, str) else value


def _path(value: object) -> object:
    return Path(value).expanduser() if isinstance(value, str) and value else None if value == "" else value


Where = Annotated[Address | None, BeforeValidator(_address)]
"""An address; None is a closed door."""
File = Annotated[Path | None, BeforeValidator(_path)]
"""A path; None where the setting is empty."""


class Table(BaseModel):
    """A table of the configuration: frozen, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True)


class Listen(Table):
    """Where the server listens."""

    grpc: Where
    osc: Where
    http: Where
    udp: Where


class Security(Table):
    """Who may come in."""

    token: SecretStr
    tls_cert: File
    tls_key: File
    osc_allow: Annotated[tuple[str, ...], Field(max_length=256)]
    """IP addresses or networks."""
    origins: Annotated[tuple[str, ...], Field(max_length=64)]

    @field_validator("token")
    @classmethod
    def _long_enough(cls, token: SecretStr) -> SecretStr:
        if 0 < len(token.get_secret_value()) < _LEAST_TOKEN:
            raise ValueError(f"a token has at least {_LEAST_TOKEN} characters; try 'openssl rand -hex 16'")
        return token

    @field_validator("osc_allow")
    @classmethod
    def _networks(cls, peers: tuple[str, ...]) -> tuple[str, ...]:
        for peer in peers:
            try:
                ip_network(peer, strict=False)
            except ValueError:
                raise ValueError(f"{peer!r} is not an address or network such as 192.168.1.0/24") from None
        return peers

    @model_validator(mode="after")
    def _pair(self) -> "Security":
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("tls_cert and tls_key go together; give both or neither")
        return self

    @property
    def tls(self) -> bool:
        """A certificate and its key are given."""
        return self.tls_cert is not None

    @property
    def guarded(self) -> bool:
        """A token and TLS are given."""
        return self.tls and bool(self.token.get_secret_value())


class SessionLimits(Table):
    """How many sessions, and how long they wait for a client."""

    most: Annotated[int, Field(ge=1, le=10_000)]
    lease_s: Annotated[float, Field(ge=1, le=86_400)]
    keep_replies_s: Annotated[float, Field(ge=0, le=600)]


class Render(Table):
    """When a session is rendered, and what is kept for it."""

    rest_s: Annotated[float, Field(ge=0, le=86_400)]
    variants_mb: Annotated[int, Field(ge=1, le=1_048_576)]
    """What key variants may take on the disk."""


class Limits(Table):
    """Bounds on what a client may send."""

    inputs_per_s: Annotated[float, Field(ge=1, le=100_000)]
    inputs_burst: Annotated[int, Field(ge=1, le=100_000)]


class Log(Table):
    """What the server says of itself, on standard error."""

    level: Literal["debug", "info", "warning", "error"]
    format: Literal["text", "json"]


class Midi(Table):
    """MIDI ports that one session speaks to and follows."""

    session: Annotated[str, Field(max_length=64)]
    out: Annotated[str, Field(max_length=200)]
    follow: Annotated[str, Field(max_length=200)]
    clock: bool
    notes: bool
    layers: bool
    channel: Annotated[int, Field(ge=1, le=16)]
    layer_channel: Annotated[int, Field(ge=1, le=16)]
    layer_cc: Annotated[int, Field(ge=1, le=119)]
    delay_ms: Annotated[float, Field(ge=-50, le=2_000)]


class Link(Table):
    """Ableton Link's network."""

    session: Annotated[str, Field(max_length=64)]
    mode: Literal["off", "follow", "lead"]


class Config(Table):
    """All settings."""

    set: Annotated[str, Field(max_length=4_096)]
    """The name or the folder of a set."""
    sets: tuple[Path, ...]
    watch: Literal["auto", "on", "off"]
    """Whether a set that is edited is taken while it plays; `auto` where every door listens on loopback."""
    workers: Annotated[int, Field(ge=0, le=256)]
    record: File
    record_raw: bool
    cache: File
    osc_maps: Annotated[tuple[str, ...], Field(max_length=16)]
    """`NAME=SESSION`: a map's name or file, and the session it speaks to."""
    osc_sends: Annotated[tuple[str, ...], Field(max_length=16)]
    """`NAME=SESSION@HOST:PORT`: a table's name or file, the session, and the program that is told of it."""
    announce: bool
    """Whether OSC and its tree are announced by mDNS."""
    game_table: File
    synth: Literal["auto", "fluidsynth", "builtin", "none"]
    soundfont: File
    listen: Listen
    security: Security
    sessions: SessionLimits
    render: Render
    limits: Limits
    midi: Midi
    link: Link
    log: Log

    @model_validator(mode="after")
    def _one_leader(self) -> "Config":
        if self.midi.follow and self.link.mode == "follow":
            raise ValueError("a session follows one clock: clear midi.follow, or set link.mode to 'lead' or 'off'")
        return self


def watches(config: Config) -> bool:
    """Return whether sets are watched for edits."""
    doors = (config.listen.grpc, config.listen.osc, config.listen.http)
    return config.watch == "on" or (config.watch == "auto" and all(door is None or door.loopback for door in doors))


def open_doors(config: Config) -> list[str]:
    """Return what would let strangers in: a sentence for each door that listens off loopback without its guard."""
    faults: list[str] = []
    for name in ("grpc", "http"):
        where: Address | None = getattr(config.listen, name)
        if where and not where.loopback and not config.security.guarded:
            faults.append(
                f"{name} would listen on {where}, which other machines can reach: "
                "give a token and TLS (--token, --tls-cert, --tls-key), or listen on 127.0.0.1"
            )
    osc = config.listen.osc
    if osc and not osc.loopback and not config.security.osc_allow:
        faults.append(
            f"osc would listen on {osc}, which other machines can reach: "
            "name the peers that may send in security.osc_allow, or listen on 127.0.0.1"
        )
    udp = config.listen.udp
    if udp and not udp.loopback and not config.security.osc_allow:
        faults.append(
            f"udp would send audio from {udp}, which other machines can reach: "
            "name the peers that may listen in security.osc_allow, or listen on 127.0.0.1"
        )
    return faults
