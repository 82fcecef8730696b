"""OSC in bytes, against python-osc as the independent peer, in both directions."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_bundle_builder import OscBundleBuilder
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import OscMessageBuilder

from affekt.core.errors import AffektError, Reason
from affekt.io.osc.codec import IMMEDIATELY, Template, bundles, decode, encode, from_timetag, to_timetag

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
paths = st.from_regex(r"/[a-z]{1,8}(/[a-z_]{1,8}){0,3}", fullmatch=True)
floats = st.floats(width=32, allow_nan=False)
whole = st.integers(-(2**31), 2**31 - 1)
sent = st.lists(st.one_of(whole, floats, words), max_size=8)


@given(paths, sent)
def test_what_we_write_python_osc_reads(path: str, values: list[int | float | str]):
    packet = encode(path, *values)
    assert len(packet) % 4 == 0
    read = OscMessage(packet)
    assert read.address == path
    assert read.params == values


@given(paths, st.lists(st.one_of(whole, floats, words, st.booleans(), st.binary(min_size=1, max_size=9)), max_size=8))
def test_what_python_osc_writes_we_read(path: str, values: list[int | float | str | bool | bytes]):
    builder = OscMessageBuilder(path)
    for value in values:
        builder.add_arg(value)
    assert decode(builder.build().dgram) == [(IMMEDIATELY, path, tuple(values))]


def test_doubles_and_long_integers_are_read():
    builder = OscMessageBuilder("/a")
    builder.add_arg(0.1, "d")
    builder.add_arg(2**40, "h")
    assert decode(builder.build().dgram) == [(IMMEDIATELY, "/a", (0.1, 2**40))]


@given(st.lists(st.tuples(paths, sent), min_size=1, max_size=20), st.floats(1.7e9, 2.0e9))
def test_bundles_keep_order_time_and_size(said: list[tuple[str, list[int | float | str]]], wall: float):
    packets = bundles(to_timetag(wall), [encode(path, *values) for path, values in said])
    assert all(len(packet) <= 1_400 for packet in packets)
    heard = [one for packet in packets for one in decode(packet)]
    assert [(path, list(values)) for _, path, values in heard] == [(path, values) for path, values in said]
    assert all(abs(from_timetag(tag, wall) - wall) < 1e-6 for tag, _, _ in heard)
    assert sum(OscBundle(packet).num_contents for packet in packets) == len(said)
    assert abs(OscBundle(packets[0]).timestamp - wall) < 1e-6


def test_python_oscs_nested_bundle_is_unpacked():
    inner = OscBundleBuilder(1_900_000_000.5)
    outer = OscBundleBuilder(IMMEDIATELY)
    message = OscMessageBuilder("/affekt/event")
    message.add_arg("s")
    inner.add_content(message.build())
    outer.add_content(message.build())
    outer.add_content(inner.build())
    heard = decode(outer.build().dgram)
    assert [(path, values) for _, path, values in heard] == [("/affekt/event", ("s",))] * 2
    assert from_timetag(heard[1][0], 1.9e9) == 1_900_000_000.5


def test_a_timetag_after_the_roll_over_of_2036_is_read():
    wall = 2_100_000_000.25
    assert from_timetag(to_timetag(wall), wall - 5.0) == wall


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"abc",
        b"/a",
        b"/a\0\0",
        b"/a\0\0,i\0\0",
        b"/a\0\0,s\0\0abcd",
        b"/a\0\0,b\0\0\x7f\xff\xff\xff",
        b"/a\0\0,b\0\0\xff\xff\xff\xff",
        b"/a\0\0,s\0\0\xff\xfe\0\0",
        b"/\xff\0\0,\0\0\0",
        b"#bundle\0",
        b"#bundle\0" + b"\0" * 8 + b"\0\0\0\x05abcd\0\0\0\0",
        b"#bundle\0" + b"\0" * 8 + b"\0\0\0\0",
        b"#bundle\0" + b"\0" * 8 + b"\xff\xff\xff\xfc",
        b"#bundle\0" + b"\0" * 8 + struct.pack(">i", 12) + b"/a\0\0,s\0\0abcd" + b"\0" * 4,
    ],
)
def test_a_damaged_packet_is_refused(packet: bytes):
    with pytest.raises(AffektError) as refusal:
        decode(packet)
    assert refusal.value.reason is Reason.MALFORMED


def test_bundles_nested_without_end_are_refused():
    packet = encode("/a")
    for _ in range(6):
        packet = b"#bundle\0" + b"\0" * 8 + struct.pack(">i", len(packet)) + packet
    with pytest.raises(AffektError, match="nested"):
        decode(packet)


@pytest.mark.parametrize(
    ("packet", "reason"),
    [
        (b"/a\0\0,N\0\0", Reason.UNSUPPORTED),
        (b"/a\0\0," + b"T" * 80 + b"\0\0\0", Reason.TOO_LARGE),
        (b"/" + b"a" * 9_000, Reason.TOO_LARGE),
        (b"#bundle\0" + b"\0" * 8 + (struct.pack(">i", 8) + b"/a\0\0,\0\0\0") * 129, Reason.TOO_LARGE),
    ],
)
def test_what_is_too_much_is_refused(packet: bytes, reason: Reason):
    with pytest.raises(AffektError) as refusal:
        decode(packet)
    assert refusal.value.reason is reason


def test_a_template_refuses_what_its_types_cannot_carry():
    with pytest.raises(AffektError, match="/a cannot carry"):
        Template("/a", "i").pack(2**31)
    with pytest.raises(AffektError, match="/a cannot carry"):
        Template("/a", "f").pack(1e39)
    with pytest.raises(AffektError, match="more than 1400 bytes"):
        Template("/a", "s").pack("x" * 1_400)
    with pytest.raises(ValueError, match="at most eight"):
        Template("/a", "fffffffff")


@given(st.binary(max_size=64).map(lambda tail: b"/a\0\0," + tail) | st.binary(max_size=64))
def test_no_bytes_whatever_escape_as_anything_but_a_refusal(packet: bytes):
    refused = None
    try:
        decode(packet)
    except AffektError as error:
        refused = error.reason
    assert refused in (None, Reason.MALFORMED, Reason.UNSUPPORTED, Reason.TOO_LARGE)
