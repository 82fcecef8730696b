using System;
using System.Collections.Generic;
using System.Linq;
using Lantern.World;

/// <summary>
/// Plays nights of the sample with the scripted keeper, without any engine: FIRST COUNT HOW. A careless
/// one walks on without a flare. A line a night.
/// </summary>
static class NightRun
{
    static int Main(string[] a)
    {
        int first = int.Parse(a[0]);
        for (int number = first; number < first + int.Parse(a[1]); number++)
        {
            var night = new Night(number);
            var script = new ScriptedKeeper();
            var words = new SortedDictionary<string, int>(StringComparer.Ordinal);
            int trivial = 0;
            night.Happened += (word, much) =>
            {
                words[word] = words.TryGetValue(word, out int count) ? count + 1 : 1;
                trivial += word == "combat_start" && much < 0.4 ? 1 : 0;
            };
            while (night.End == NightEnd.None && night.Seconds < 900.0)
            {
                Wishes wishes = script.Decide(night);
                if (a[2] == "careless")
                {
                    wishes.Flare = false;
                    wishes.Move = night.Keeper.Place.Towards(night.Hidden.Count > 0 ? night.Hidden[0] : night.Stone) * 0.7;
                }
                night.Step(1.0 / 60.0, wishes);
            }
            string told = string.Join(", ", words.Select(one => $"\"{one.Key}\": {one.Value}"));
            Console.Out.WriteLine(
                $"{{\"night\": {number}, \"end\": \"{night.End}\", \"seconds\": {(int)night.Seconds}, \"found\": {night.Found}, "
                + $"\"trivial\": {trivial}, \"words\": {{{told}}}}}");
        }
        return 0;
    }
}
