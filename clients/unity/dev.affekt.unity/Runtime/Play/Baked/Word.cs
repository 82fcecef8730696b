using System;
using System.Globalization;
using Affekt.Protocol;

namespace Affekt.Play.Baked
{
    /// <summary>When a section is left, from the coarsest to the finest, then those that only rules have.</summary>
    enum Word
    {
        End,
        NextBar,
        NextBeat,
        HalfBeat,
        Immediate,
        NextMarker,
        ExitCue,
        Grid,
    }

    /// <summary>The words of a baked file as values.</summary>
    static class Words
    {
        public static Word Leave(string word) => word == "now" ? Word.Immediate : Parse(word, Word.NextBar);

        public static T Parse<T>(string word, T other)
            where T : struct
        {
            string pascal = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.Replace('_', ' ')).Replace(" ", "");
            return Enum.TryParse(pascal, out T found) ? found : other;
        }

        public static FromTime Told(Word word)
        {
            switch (word)
            {
                case Word.End:
                    return FromTime.End;
                case Word.NextBar:
                    return FromTime.NextBar;
                case Word.NextBeat:
                    return FromTime.NextBeat;
                case Word.NextMarker:
                    return FromTime.NextMarker;
                case Word.ExitCue:
                    return FromTime.ExitCue;
                case Word.Grid:
                    return FromTime.Grid;
                default:
                    return FromTime.Immediate;
            }
        }

        public static bool IsFiner(Word word) => word <= Word.Immediate;
    }
}
