using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>What a game's word does: a push that fades, and cues.</summary>
    sealed class BakedEvent
    {
        public Feeling Push;
        public long Keep;
        public readonly List<BakedCue> Cues = new List<BakedCue>();

        public static BakedEvent Read(Dictionary<string, object> from)
        {
            var made = new BakedEvent { Push = Feeling.Read(from.Items("push")), Keep = (long)from.Number("keep") };
            foreach (object one in from.Items("cues"))
            {
                made.Cues.Add(BakedCue.Read((Dictionary<string, object>)one));
            }
            return made;
        }
    }
}
