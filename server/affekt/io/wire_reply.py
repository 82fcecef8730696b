"""What a server answers: replies, sessions, audio and sets as messages."""

from dataclasses import replace

from affekt.arrange.loaded import LoadedSet
from affekt.core.errors import AffektError, Reason
from affekt.core.score import ScoreEvent
from affekt.core.units import Frame
from affekt.host.api import CaughtUp, Ended, Item, Notice, Reply, Saved, Session, Status
from affekt.host.lane import AudioBlock, Format, Meters
from affekt.io.wire_audio import asked_frames
from affekt.io.wire_bounds import refuse_nan
from affekt.io.wire_outlook import outlook_from, outlook_of
from affekt.io.wire_score import event_from, event_of, state_from, state_of
from affekt.io.wire_words import FORMAT, LAYOUT, REASON, pairs_from, pairs_of
from affekt.render.space import CHANNELS, Layout
from affekt.v1 import audio_pb2, error_pb2, library_pb2, watch_pb2
from affekt.v1 import session_pb2 as pb

_SAMPLE_BYTES: dict[str, int] = {"s16": 2, "f32": 4}


def response_of(reply: Reply) -> pb.ConductResponse:
    """Return a reply as a message."""
    message = pb.ConductResponse(seq=reply.seq, frame=reply.frame)
    match reply.item:
        case ScoreEvent():
            message.event.CopyFrom(event_of(reply.item))
        case Notice():
            message.notice.CopyFrom(notice_of(reply.item))
        case Saved(name, snapshot):
            message.saved.CopyFrom(pb.Saved(name=name, snapshot=snapshot))
        case CaughtUp(state):
            message.snapshot.CopyFrom(pb.Snapshot(state=state_of(state)))
        case Ended(why):
            message.ended.CopyFrom(pb.Ended(why=why))
    return message


def reply_from(message: pb.ConductResponse) -> Reply:
    """Return a message as a reply.

    Raises:
        AffektError: MALFORMED for a Welcome or a Pong, which are the conversation's, and for an empty message.
    """
    refuse_nan(message)
    item: Item
    match message.WhichOneof("item"):
        case "event":
            item = event_from(message.event)
        case "notice":
            item = notice_from(message.notice)
        case "saved":
            item = Saved(message.saved.name, message.saved.snapshot)
        case "snapshot":
            item = CaughtUp(state_from(message.snapshot.state))
        case "ended":
            item = Ended(message.ended.why)
        case other:
            raise AffektError(Reason.MALFORMED, f"{other or 'an empty message'} is not one of a session's replies")
    return Reply(message.seq, Frame(message.frame), item)


def notice_of(notice: Notice, client_seq: int = 0) -> pb.Notice:
    """Return a notice as a message, about a client's message where it has a number."""
    reason = REASON.name_of(notice.reason)
    return pb.Notice(reason=reason, text=notice.text, about=notice.about, client_seq=client_seq)


def notice_from(m: pb.Notice) -> Notice:
    """Return a message as a notice."""
    return Notice(REASON.word_of(m.reason), m.text, m.about)


def failure_of(error: AffektError, about: str = "") -> error_pb2.Failure:
    """Return a refusal as a message, for a wire that has no status of its own."""
    return error_pb2.Failure(reason=REASON.name_of(error.reason), text=error.text, about=about)


def opened_of(session: Session) -> pb.OpenedSession:
    """Return a session and its token for whoever may conduct it."""
    return pb.OpenedSession(
        name=session.name,
        id=session.id,
        token=session.token,
        set=session.stem_set.manifest.name,
        set_sha256=session.stem_set.sha256,
        server_seconds_at_frame_0=session.wall_of(Frame(0)),
    )


def status_of(status: Status) -> pb.SessionStatus:
    """Return where a session is as a message."""
    return pb.SessionStatus(
        name=status.name,
        id=status.id,
        set=status.stem_set,
        frame=status.frame,
        section=status.section,
        bar=status.bar,
        beat=status.beat,
        tempo=status.tempo,
        key=status.key,
        mode=status.mode,
        paused=status.paused,
        stopped=status.stopped,
        listeners=status.listeners,
        subscribers=status.subscribers,
        dropped=status.dropped,
        render_share=status.render_share,
        voices=status.voices,
        outlook=outlook_of(status.outlook) if status.outlook is not None else None,
    )


def place_of(status: Status) -> pb.SessionStatus:
    """Return where a session is for whoever may not know what is held in it."""
    return status_of(replace(status, outlook=None))


def status_from(m: pb.SessionStatus) -> Status:
    """Return a message as where a session is."""
    return Status(
        name=m.name,
        id=m.id,
        stem_set=m.set,
        frame=Frame(m.frame),
        section=m.section,
        bar=m.bar,
        beat=m.beat,
        tempo=m.tempo,
        key=m.key,
        mode=m.mode,
        paused=m.paused,
        stopped=m.stopped,
        listeners=m.listeners,
        subscribers=m.subscribers,
        dropped=m.dropped,
        render_share=m.render_share,
        voices=m.voices,
        outlook=outlook_from(m.outlook) if m.HasField("outlook") else None,
    )


def meters_of(meters: Meters) -> watch_pb2.Meters:
    """Return levels as a message."""
    return watch_pb2.Meters(
        peak=meters.peak,
        rms=meters.rms,
        reduction_db=meters.reduction_db,
        layers=pairs_of(meters.layers),
        momentary_lufs=meters.momentary_lufs,
        short_term_lufs=meters.short_term_lufs,
        integrated_lufs=meters.integrated_lufs,
    )


def meters_from(m: watch_pb2.Meters) -> Meters:
    """Return a message as levels."""
    loudness = m.momentary_lufs, m.short_term_lufs, m.integrated_lufs
    return Meters(m.peak, m.rms, m.reduction_db, pairs_from(m.layers), *loudness)


def listening_from(request: audio_pb2.ListenRequest) -> tuple[Format, int, Layout]:
    """Return the sample format, the frames a block and the channels that a listener asks for.

    Raises:
        AffektError: MALFORMED or OUT_OF_RANGE for what the contract does not have.
    """
    word = FORMAT.word_of(request.format or audio_pb2.SAMPLE_FORMAT_S16)
    layout = LAYOUT.word_of(request.layout or audio_pb2.CHANNEL_LAYOUT_STEREO)
    return word, asked_frames(request.frames), layout


def block_of(block: AudioBlock, sample_format: Format) -> audio_pb2.AudioBlock:
    """Return a block of audio as a message."""
    return audio_pb2.AudioBlock(
        frame=block.frame,
        sequence=block.sequence,
        discontinuity=block.discontinuity,
        format=FORMAT.name_of(sample_format),
        frames=block.frames,
        pre_skip=block.pre_skip,
        samples=block.pcm,
        layout=LAYOUT.name_of(block.layout),
    )


def block_from(m: audio_pb2.AudioBlock) -> AudioBlock:
    """Return a message as a block of audio.

    Raises:
        AffektError: MALFORMED where its length is not what it says.
    """
    layout = LAYOUT.word_of(m.layout or audio_pb2.CHANNEL_LAYOUT_STEREO)
    size = _SAMPLE_BYTES.get(FORMAT.word_of(m.format))
    if size is not None and len(m.samples) != m.frames * size * CHANNELS[layout]:
        raise AffektError(Reason.MALFORMED, f"the block does not hold {m.frames} frames of plain samples")
    return AudioBlock(Frame(m.frame), m.sequence, m.discontinuity, m.samples, m.frames, m.pre_skip, layout)


def summary_of(loaded: LoadedSet) -> library_pb2.SetSummary:
    """Return a set in brief as a message."""
    manifest = loaded.manifest
    return library_pb2.SetSummary(
        name=manifest.name,
        title=manifest.title,
        version=manifest.version,
        description=manifest.description,
        licence=manifest.licence,
        sha256=loaded.sha256,
        sections=list(manifest.sections),
        layers=list(manifest.layers),
        stingers=list(manifest.stingers),
    )
