#nullable enable
using System.Collections.Generic;
using System.Globalization;
using Affekt.Protocol;

namespace Affekt.Tests
{
    /// <summary>The vocabulary of all clients by its words, as transcripts call it.</summary>
    public static class Vocabulary
    {
        /// <summary>Says one.</summary>
        public static void Say(AffektClient client, string[] words)
        {
            switch (words[0])
            {
                case "event":
                    client.Event(words[1], Number(words[2]));
                    break;
                case "state":
                    client.State(Values(words, 1));
                    break;
                case "feel":
                    client.Feel(
                        Number(words[1]),
                        Number(words[2]),
                        Number(words[3]),
                        Number(words[4]),
                        Number(words[5]),
                        words[6] == "true");
                    break;
                case "free_feeling":
                    client.FreeFeeling();
                    break;
                case "evidence":
                    client.Evidence(words[1], Maybe(words[2]), Maybe(words[3]), Maybe(words[4]), Number(words[5]));
                    break;
                case "sense":
                    client.Sense(words[1], Values(words, 2));
                    break;
                case "text":
                    client.Text(words[1]);
                    break;
                case "cue":
                    CueTime at = Words.CueTimeOf(words[3]);
                    client.Cue(Words.CueKindOf(words[1]), words[2], at, (uint)Number(words[4]), words[5]);
                    break;
                case "param_number":
                    client.Param(words[1], Number(words[2]));
                    break;
                case "param_word":
                    client.Param(words[1], words[2]);
                    break;
                case "param_free":
                    client.FreeParam(words[1]);
                    break;
                case "control":
                    client.Control(Words.TransportVerbOf(words[1]), Maybe(words[2]));
                    break;
                case "volume":
                    client.Volume(Words.BusOf(words[1]), Number(words[2]));
                    break;
                case "duck":
                    client.Duck(Number(words[1]), words[2] == "true");
                    break;
                case "save":
                    client.Save(words[1]);
                    break;
                case "restore":
                    client.Restore(words[1]);
                    break;
                case "listen":
                    ChannelLayout layout = Words.ChannelLayoutOf(words[3]);
                    client.Listen(new JitterBuffer(), Words.SampleFormatOf(words[1]), (uint)Number(words[2]), layout);
                    break;
                case "unlisten":
                    client.Unlisten();
                    break;
            }
        }

        private static double Number(string word)
        {
            return double.Parse(word, CultureInfo.InvariantCulture);
        }

        private static double? Maybe(string word)
        {
            return word.Length == 0 ? (double?)null : Number(word);
        }

        private static Dictionary<string, double> Values(string[] words, int from)
        {
            Dictionary<string, double> values = new Dictionary<string, double>();
            for (int n = from; n + 1 < words.Length; n += 2)
            {
                values[words[n]] = Number(words[n + 1]);
            }
            return values;
        }
    }
}
