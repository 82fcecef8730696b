#nullable enable
using System.Collections.Generic;
using Affekt.Protocol;

namespace Affekt
{
    /// <summary>Fills a sensor's own message from named numbers.</summary>
    internal static class SenseReading
    {
        /// <summary>Fills a reading; false, and the name that is unknown, where the source has no such value.</summary>
        internal static bool Fill(Sense into, string source, Dictionary<string, double> values, out string unknown)
        {
            unknown = "";
            switch (source)
            {
                case "face":
                    ScoreSource.NamedAll(into.MakeBlendshapes().Weights, values);
                    return true;
                case "voice":
                    ScoreSource.NamedAll(into.MakeAudioFeatures().Features, values);
                    return true;
                case "heart_rate":
                case "eda":
                case "gaze":
                case "head_pose":
                case "controller":
                    break;
                default:
                    Vector vector = into.MakeVector();
                    vector.Source = source;
                    ScoreSource.NamedAll(vector.Values, values);
                    return true;
            }
            Begin(into, source);
            foreach (KeyValuePair<string, double> one in values)
            {
                if (!Set(into, one.Key, one.Value))
                {
                    unknown = one.Key;
                    return false;
                }
            }
            return true;
        }

        private static void Begin(Sense into, string source)
        {
            switch (source)
            {
                case "heart_rate":
                    into.MakeHeartRate();
                    break;
                case "eda":
                    into.MakeEda();
                    break;
                case "gaze":
                    into.MakeGaze();
                    break;
                case "head_pose":
                    into.MakeHeadPose();
                    break;
                default:
                    into.MakeControllerMotion();
                    break;
            }
        }

        private static bool Set(Sense into, string name, double value)
        {
            switch (into.Reading, name)
            {
                case (Sense.ReadingKind.HeartRate, "bpm"):
                    into.HeartRate!.Bpm = value;
                    return true;
                case (Sense.ReadingKind.HeartRate, "rmssd_ms"):
                    into.HeartRate!.RmssdMs = value;
                    return true;
                case (Sense.ReadingKind.HeartRate, "sdnn_ms"):
                    into.HeartRate!.SdnnMs = value;
                    return true;
                case (Sense.ReadingKind.Eda, "microsiemens"):
                    into.Eda!.Microsiemens = value;
                    return true;
                case (Sense.ReadingKind.Gaze, "x"):
                    into.Gaze!.X = value;
                    return true;
                case (Sense.ReadingKind.Gaze, "y"):
                    into.Gaze!.Y = value;
                    return true;
                case (Sense.ReadingKind.Gaze, "pupil_mm"):
                    into.Gaze!.PupilMm = value;
                    return true;
                case (Sense.ReadingKind.Gaze, "openness"):
                    into.Gaze!.Openness = value;
                    return true;
                case (Sense.ReadingKind.HeadPose, "pitch_deg"):
                    into.HeadPose!.PitchDeg = value;
                    return true;
                case (Sense.ReadingKind.HeadPose, "yaw_deg"):
                    into.HeadPose!.YawDeg = value;
                    return true;
                case (Sense.ReadingKind.HeadPose, "roll_deg"):
                    into.HeadPose!.RollDeg = value;
                    return true;
                case (Sense.ReadingKind.ControllerMotion, "speed"):
                    into.ControllerMotion!.Speed = value;
                    return true;
                case (Sense.ReadingKind.ControllerMotion, "acceleration"):
                    into.ControllerMotion!.Acceleration = value;
                    return true;
                case (Sense.ReadingKind.ControllerMotion, "turning"):
                    into.ControllerMotion!.Turning = value;
                    return true;
                default:
                    return false;
            }
        }
    }
}
