"""The wire: every message of the contract beside the value it stands for, checked on the way in.

gRPC, WebSocket and whatever else speaks protobuf use these and nothing else.
"""

from affekt.io.wire_bounds import check_snapshot, counted, named, refuse_nan, within
from affekt.io.wire_conduct import Conversation, Count, Pace, open_or_attach, uncounted
from affekt.io.wire_reply import (
    block_from,
    block_of,
    failure_of,
    listening_from,
    meters_from,
    meters_of,
    notice_from,
    notice_of,
    opened_of,
    place_of,
    reply_from,
    response_of,
    status_from,
    status_of,
    summary_of,
)
from affekt.io.wire_said import request_of, said_from
from affekt.io.wire_score import (
    affect_from,
    affect_of,
    event_from,
    event_of,
    intent_from,
    intent_of,
    state_from,
    state_of,
)
from affekt.io.wire_sense import evidence_from, evidence_of, sense_from, sense_of

__all__ = [
    "Conversation",
    "Count",
    "Pace",
    "affect_from",
    "affect_of",
    "block_from",
    "block_of",
    "check_snapshot",
    "counted",
    "event_from",
    "event_of",
    "evidence_from",
    "evidence_of",
    "failure_of",
    "intent_from",
    "intent_of",
    "listening_from",
    "meters_from",
    "meters_of",
    "named",
    "notice_from",
    "notice_of",
    "open_or_attach",
    "opened_of",
    "place_of",
    "refuse_nan",
    "reply_from",
    "request_of",
    "response_of",
    "said_from",
    "sense_from",
    "sense_of",
    "state_from",
    "state_of",
    "status_from",
    "status_of",
    "summary_of",
    "uncounted",
    "within",
]
