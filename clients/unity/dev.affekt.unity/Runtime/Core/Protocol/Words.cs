// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable

namespace Affekt.Protocol
{
    /// <summary>The words of every enumeration, as JSON and OSC say them: NextBar is next_bar.</summary>
    public static class Words
    {
        /// <summary>Returns the word of a Bus.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(Bus value)
        {
            return value switch
            {
                Bus.Master => "master",
                Bus.Music => "music",
                Bus.Stingers => "stingers",
                Bus.Notes => "notes",
                _ => "",
            };
        }

        /// <summary>Returns the Bus of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static Bus BusOf(string word)
        {
            return word switch
            {
                "master" => Bus.Master,
                "music" => Bus.Music,
                "stingers" => Bus.Stingers,
                "notes" => Bus.Notes,
                _ => Bus.Unspecified,
            };
        }

        /// <summary>Returns the word of a Capability.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(Capability value)
        {
            return value switch
            {
                Capability.Commands => "commands",
                Capability.Audio => "audio",
                Capability.Opus => "opus",
                Capability.Sense => "sense",
                Capability.Resume => "resume",
                _ => "",
            };
        }

        /// <summary>Returns the Capability of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static Capability CapabilityOf(string word)
        {
            return word switch
            {
                "commands" => Capability.Commands,
                "audio" => Capability.Audio,
                "opus" => Capability.Opus,
                "sense" => Capability.Sense,
                "resume" => Capability.Resume,
                _ => Capability.Unspecified,
            };
        }

        /// <summary>Returns the word of a ChannelLayout.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(ChannelLayout value)
        {
            return value switch
            {
                ChannelLayout.Stereo => "stereo",
                ChannelLayout.Quad => "quad",
                ChannelLayout.Ambix => "ambix",
                _ => "",
            };
        }

        /// <summary>Returns the ChannelLayout of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static ChannelLayout ChannelLayoutOf(string word)
        {
            return word switch
            {
                "stereo" => ChannelLayout.Stereo,
                "quad" => ChannelLayout.Quad,
                "ambix" => ChannelLayout.Ambix,
                _ => ChannelLayout.Unspecified,
            };
        }

        /// <summary>Returns the word of a ControlVerb.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(ControlVerb value)
        {
            return value switch
            {
                ControlVerb.Pause => "pause",
                ControlVerb.Resume => "resume",
                ControlVerb.Stop => "stop",
                ControlVerb.Stopped => "stopped",
                ControlVerb.Mute => "mute",
                ControlVerb.Unmute => "unmute",
                ControlVerb.Volume => "volume",
                ControlVerb.Restored => "restored",
                _ => "",
            };
        }

        /// <summary>Returns the ControlVerb of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static ControlVerb ControlVerbOf(string word)
        {
            return word switch
            {
                "pause" => ControlVerb.Pause,
                "resume" => ControlVerb.Resume,
                "stop" => ControlVerb.Stop,
                "stopped" => ControlVerb.Stopped,
                "mute" => ControlVerb.Mute,
                "unmute" => ControlVerb.Unmute,
                "volume" => ControlVerb.Volume,
                "restored" => ControlVerb.Restored,
                _ => ControlVerb.Unspecified,
            };
        }

        /// <summary>Returns the word of a CueKind.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(CueKind value)
        {
            return value switch
            {
                CueKind.Stinger => "stinger",
                CueKind.Section => "section",
                CueKind.Theme => "theme",
                CueKind.Release => "release",
                _ => "",
            };
        }

        /// <summary>Returns the CueKind of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static CueKind CueKindOf(string word)
        {
            return word switch
            {
                "stinger" => CueKind.Stinger,
                "section" => CueKind.Section,
                "theme" => CueKind.Theme,
                "release" => CueKind.Release,
                _ => CueKind.Unspecified,
            };
        }

        /// <summary>Returns the word of a CueTime.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(CueTime value)
        {
            return value switch
            {
                CueTime.Now => "now",
                CueTime.NextBeat => "next_beat",
                CueTime.NextBar => "next_bar",
                CueTime.End => "end",
                _ => "",
            };
        }

        /// <summary>Returns the CueTime of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static CueTime CueTimeOf(string word)
        {
            return word switch
            {
                "now" => CueTime.Now,
                "next_beat" => CueTime.NextBeat,
                "next_bar" => CueTime.NextBar,
                "end" => CueTime.End,
                _ => CueTime.Unspecified,
            };
        }

        /// <summary>Returns the word of a ErrorReason.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(ErrorReason value)
        {
            return value switch
            {
                ErrorReason.Malformed => "MALFORMED",
                ErrorReason.OutOfRange => "OUT_OF_RANGE",
                ErrorReason.UnknownSession => "UNKNOWN_SESSION",
                ErrorReason.SessionExists => "SESSION_EXISTS",
                ErrorReason.UnknownSet => "UNKNOWN_SET",
                ErrorReason.BadSet => "BAD_SET",
                ErrorReason.UnknownName => "UNKNOWN_NAME",
                ErrorReason.NotYet => "NOT_YET",
                ErrorReason.BadToken => "BAD_TOKEN",
                ErrorReason.Forbidden => "FORBIDDEN",
                ErrorReason.TooLarge => "TOO_LARGE",
                ErrorReason.TooFast => "TOO_FAST",
                ErrorReason.TooMany => "TOO_MANY",
                ErrorReason.Unsupported => "UNSUPPORTED",
                ErrorReason.BadSnapshot => "BAD_SNAPSHOT",
                ErrorReason.Closed => "CLOSED",
                ErrorReason.Internal => "INTERNAL",
                _ => "",
            };
        }

        /// <summary>Returns the ErrorReason of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static ErrorReason ErrorReasonOf(string word)
        {
            return word switch
            {
                "MALFORMED" => ErrorReason.Malformed,
                "OUT_OF_RANGE" => ErrorReason.OutOfRange,
                "UNKNOWN_SESSION" => ErrorReason.UnknownSession,
                "SESSION_EXISTS" => ErrorReason.SessionExists,
                "UNKNOWN_SET" => ErrorReason.UnknownSet,
                "BAD_SET" => ErrorReason.BadSet,
                "UNKNOWN_NAME" => ErrorReason.UnknownName,
                "NOT_YET" => ErrorReason.NotYet,
                "BAD_TOKEN" => ErrorReason.BadToken,
                "FORBIDDEN" => ErrorReason.Forbidden,
                "TOO_LARGE" => ErrorReason.TooLarge,
                "TOO_FAST" => ErrorReason.TooFast,
                "TOO_MANY" => ErrorReason.TooMany,
                "UNSUPPORTED" => ErrorReason.Unsupported,
                "BAD_SNAPSHOT" => ErrorReason.BadSnapshot,
                "CLOSED" => ErrorReason.Closed,
                "INTERNAL" => ErrorReason.Internal,
                _ => ErrorReason.Unspecified,
            };
        }

        /// <summary>Returns the word of a Fade.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(Fade value)
        {
            return value switch
            {
                Fade.Disabled => "disabled",
                Fade.In => "in",
                Fade.Out => "out",
                Fade.Cross => "cross",
                Fade.Automatic => "automatic",
                _ => "",
            };
        }

        /// <summary>Returns the Fade of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static Fade FadeOf(string word)
        {
            return word switch
            {
                "disabled" => Fade.Disabled,
                "in" => Fade.In,
                "out" => Fade.Out,
                "cross" => Fade.Cross,
                "automatic" => Fade.Automatic,
                _ => Fade.Unspecified,
            };
        }

        /// <summary>Returns the word of a FromTime.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(FromTime value)
        {
            return value switch
            {
                FromTime.Immediate => "immediate",
                FromTime.NextBeat => "next_beat",
                FromTime.NextBar => "next_bar",
                FromTime.End => "end",
                FromTime.NextMarker => "next_marker",
                FromTime.ExitCue => "exit_cue",
                FromTime.Grid => "grid",
                _ => "",
            };
        }

        /// <summary>Returns the FromTime of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static FromTime FromTimeOf(string word)
        {
            return word switch
            {
                "immediate" => FromTime.Immediate,
                "next_beat" => FromTime.NextBeat,
                "next_bar" => FromTime.NextBar,
                "end" => FromTime.End,
                "next_marker" => FromTime.NextMarker,
                "exit_cue" => FromTime.ExitCue,
                "grid" => FromTime.Grid,
                _ => FromTime.Unspecified,
            };
        }

        /// <summary>Returns the word of a KeyPath.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(KeyPath value)
        {
            return value switch
            {
                KeyPath.Recorded => "recorded",
                KeyPath.Live => "live",
                KeyPath.Variant => "variant",
                _ => "",
            };
        }

        /// <summary>Returns the KeyPath of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static KeyPath KeyPathOf(string word)
        {
            return word switch
            {
                "recorded" => KeyPath.Recorded,
                "live" => KeyPath.Live,
                "variant" => KeyPath.Variant,
                _ => KeyPath.Unspecified,
            };
        }

        /// <summary>Returns the word of a MessageKind.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(MessageKind value)
        {
            return value switch
            {
                MessageKind.ConductRequest => "conduct_request",
                MessageKind.ConductResponse => "conduct_response",
                MessageKind.ListenRequest => "listen_request",
                MessageKind.ListenResponse => "listen_response",
                MessageKind.WatchRequest => "watch_request",
                MessageKind.WatchResponse => "watch_response",
                MessageKind.Failure => "failure",
                _ => "",
            };
        }

        /// <summary>Returns the MessageKind of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static MessageKind MessageKindOf(string word)
        {
            return word switch
            {
                "conduct_request" => MessageKind.ConductRequest,
                "conduct_response" => MessageKind.ConductResponse,
                "listen_request" => MessageKind.ListenRequest,
                "listen_response" => MessageKind.ListenResponse,
                "watch_request" => MessageKind.WatchRequest,
                "watch_response" => MessageKind.WatchResponse,
                "failure" => MessageKind.Failure,
                _ => MessageKind.Unspecified,
            };
        }

        /// <summary>Returns the word of a SampleFormat.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(SampleFormat value)
        {
            return value switch
            {
                SampleFormat.S16 => "s16",
                SampleFormat.F32 => "f32",
                SampleFormat.Opus => "opus",
                _ => "",
            };
        }

        /// <summary>Returns the SampleFormat of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static SampleFormat SampleFormatOf(string word)
        {
            return word switch
            {
                "s16" => SampleFormat.S16,
                "f32" => SampleFormat.F32,
                "opus" => SampleFormat.Opus,
                _ => SampleFormat.Unspecified,
            };
        }

        /// <summary>Returns the word of a ToTime.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(ToTime value)
        {
            return value switch
            {
                ToTime.Start => "start",
                ToTime.SamePosition => "same_position",
                ToTime.PreviousPosition => "previous_position",
                ToTime.EntryCue => "entry_cue",
                ToTime.EquivalentBeat => "equivalent_beat",
                _ => "",
            };
        }

        /// <summary>Returns the ToTime of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static ToTime ToTimeOf(string word)
        {
            return word switch
            {
                "start" => ToTime.Start,
                "same_position" => ToTime.SamePosition,
                "previous_position" => ToTime.PreviousPosition,
                "entry_cue" => ToTime.EntryCue,
                "equivalent_beat" => ToTime.EquivalentBeat,
                _ => ToTime.Unspecified,
            };
        }

        /// <summary>Returns the word of a TransportVerb.</summary>
        /// <param name="value">The value.</param>
        /// <returns>Its word; empty where it has none.</returns>
        public static string Of(TransportVerb value)
        {
            return value switch
            {
                TransportVerb.Pause => "pause",
                TransportVerb.Resume => "resume",
                TransportVerb.Stop => "stop",
                TransportVerb.Mute => "mute",
                TransportVerb.Unmute => "unmute",
                _ => "",
            };
        }

        /// <summary>Returns the TransportVerb of a word.</summary>
        /// <param name="word">The word.</param>
        /// <returns>The value; Unspecified where none has it.</returns>
        public static TransportVerb TransportVerbOf(string word)
        {
            return word switch
            {
                "pause" => TransportVerb.Pause,
                "resume" => TransportVerb.Resume,
                "stop" => TransportVerb.Stop,
                "mute" => TransportVerb.Mute,
                "unmute" => TransportVerb.Unmute,
                _ => TransportVerb.Unspecified,
            };
        }
    }
}
