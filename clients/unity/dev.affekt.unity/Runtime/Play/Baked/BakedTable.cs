using System;
using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A baked set and table, as `affekt sets bake` wrote them.</summary>
    sealed class BakedTable
    {
        public long Step;
        public long Ahead;
        public string Start;
        public bool BoxOff;
        public double Cents;
        public Feeling Base;
        public long Follow;
        public readonly Dictionary<string, BakedEvent> Events = new Dictionary<string, BakedEvent>();
        public readonly Dictionary<string, BakedState> States = new Dictionary<string, BakedState>();
        public readonly List<BakedCondition> Conditions = new List<BakedCondition>();
        public readonly List<BakedScene> Scenes = new List<BakedScene>();
        public readonly Dictionary<string, BakedInput> Inputs = new Dictionary<string, BakedInput>();
        public HashSet<string> Keys;
        public readonly List<BakedRoad> Roads = new List<BakedRoad>();
        public readonly Dictionary<string, double> LayerFades = new Dictionary<string, double>();
        public readonly Dictionary<string, BakedSection> Sections = new Dictionary<string, BakedSection>();
        public readonly Dictionary<string, BakedStinger> Stingers = new Dictionary<string, BakedStinger>();

        public static BakedTable Read(string text)
        {
            Dictionary<string, object> all = Json.Object(text);
            if (all.Number("baked") != 1.0)
            {
                throw new FormatException("this is no baked.json of format 1; write it with 'affekt sets bake'");
            }
            Dictionary<string, object> feeling = all.Members("feeling");
            var made = new BakedTable
            {
                Step = (long)all.Number("step"),
                Ahead = (long)all.Number("ahead"),
                Start = all.Text("start"),
                BoxOff = all.Flag("box_off"),
                Cents = all.Number("cents"),
                Base = Feeling.Read(feeling.Items("base")),
                Follow = (long)feeling.Number("follow"),
                Keys = Names(all.Items("keys")),
            };
            Each(all, "events", (name, one) => made.Events[name] = BakedEvent.Read(one));
            Each(all, "states", (name, one) => made.States[name] = BakedState.Read(one));
            Each(all, "inputs", (name, one) => made.Inputs[name] = BakedInput.Read(one));
            Each(all, "params", (name, one) => made.Roads.Add(BakedRoad.Read(name, one)));
            Each(all, "layers", (name, one) => made.LayerFades[name] = one.Number("fade_beats"));
            Each(all, "sections", (name, one) => made.Sections[name] = BakedSection.Read(name, one));
            Each(all, "stingers", (name, one) => made.Stingers[name] = BakedStinger.Read(one));
            foreach (object one in all.Items("conditions"))
            {
                made.Conditions.Add(BakedCondition.Read((Dictionary<string, object>)one));
            }
            foreach (object one in all.Items("scenes"))
            {
                made.Scenes.Add(BakedScene.Read((Dictionary<string, object>)one));
            }
            return made;
        }

        public static HashSet<string> Names(List<object> from)
        {
            var found = new HashSet<string>();
            foreach (object one in from)
            {
                found.Add((string)one);
            }
            return found;
        }

        public static void Each(Dictionary<string, object> from, string key, Action<string, Dictionary<string, object>> take)
        {
            foreach (KeyValuePair<string, object> one in from.Members(key))
            {
                take(one.Key, (Dictionary<string, object>)one.Value);
            }
        }
    }
}
