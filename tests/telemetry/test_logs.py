"""The log: static words, values beside them, and never a feeling."""

import io
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affekt.core.errors import AffektError, Reason
from affekt.core.feeling import Affect
from affekt.telemetry.logs import PERSONAL, personal, setup

logger = logging.getLogger("affekt.tests.logs")


@pytest.fixture
def log():
    return begin("json")


def begin(fmt, level="info"):
    stream = io.StringIO()
    setup(level, fmt, stream)
    return stream


@pytest.fixture(autouse=True)
def _tidy():
    yield
    root = logging.getLogger("affekt")
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.propagate = True
    root.setLevel(logging.NOTSET)


def last(stream):
    return json.loads(stream.getvalue().splitlines()[-1])


def test_values_stand_beside_the_words(log):
    logger.info("session opened", extra={"stem_set": "wayfarer", "seed": 7})
    line = last(log)
    assert (line["event"], line["stem_set"], line["seed"]) == ("session opened", "wayfarer", 7)
    assert (line["level"], line["logger"]) == ("info", "affekt.tests.logs")
    assert "withheld" not in line


@pytest.mark.parametrize("name", sorted(PERSONAL - {"message"}))
def test_a_feeling_or_a_secret_is_withheld_whatever_it_is_called(log, name):
    logger.warning("odd", extra={name: "SENTINEL", f"last_{name}": "SENTINEL", f"{name.upper()}_now": "SENTINEL"})
    assert "SENTINEL" not in log.getvalue()
    assert sorted(last(log)["withheld"]) == sorted([name, f"last_{name}", f"{name.upper()}_now"])


def test_words_filled_with_values_are_written_without_them(log):
    logger.info("valence is %s", 0.73125)
    assert "0.73125" not in log.getvalue()
    assert last(log)["event"] == "valence is %s"
    assert last(log)["withheld"] == ["args"]


def test_a_value_that_holds_a_feeling_is_written_as_its_type(log):
    logger.info("step", extra={"state": Affect(valence=0.73125), "parts": {"a": 0.73125}})
    assert "0.73125" not in log.getvalue()
    assert last(log)["state"] == "<Affect>"


def test_an_error_is_written_with_its_place_and_without_its_words(log):
    try:
        raise AffektError(Reason.MALFORMED, "text 'I feel so sad' is too long")
    except AffektError:
        logger.exception("refused")
    assert "sad" not in log.getvalue()
    assert last(log)["error"].startswith("AffektError at test_logs.py:")


def test_an_error_of_the_machine_keeps_its_words(log):
    try:
        raise OSError(28, "No space left on device")
    except OSError:
        logger.exception("recording stopped")
    assert "No space left on device" in last(log)["error"]


def test_text_is_one_line_a_record_whatever_a_value_holds():
    stream = begin("text")
    logger.info("opened", extra={"stem_set": "x\n12:00:00 error host: forged", "size": 3})
    (line,) = stream.getvalue().splitlines()
    assert " info tests.logs: opened stem_set=" in line
    assert line.endswith(" size=3")


@given(st.text(max_size=40))
def test_no_text_breaks_a_line(text):
    for fmt in ("text", "json"):
        stream = begin(fmt)
        logger.info("odd", extra={"name_given": text})
        assert len(stream.getvalue().splitlines()) == 1 or fmt == "json"
        assert stream.getvalue().count("\n") == 1


def test_the_level_holds_and_setting_up_again_does_not_double(log):
    stream = begin("text", "warning")
    logger.info("quiet")
    logger.warning("loud")
    assert stream.getvalue().count("\n") == 1
    assert log.getvalue() == ""


def test_ordinary_names_are_not_personal():
    for name in ("stem_set", "worker", "port", "reason", "seconds", "count", "linear", "context"):
        assert not personal(name)
