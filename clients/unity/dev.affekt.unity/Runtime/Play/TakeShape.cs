using System.Collections.Generic;

namespace Affekt.Play
{
    /// <summary>One recording of a layer or a stinger.</summary>
    public sealed class TakeShape
    {
        TakeShape()
        {
        }

        /// <summary>Its name.</summary>
        public string Name { get; private set; }

        /// <summary>Its file, relative to the set.</summary>
        public string File { get; private set; }

        /// <summary>Beats before the moment that it is told for.</summary>
        public double PickupBeats { get; private set; }

        internal static IEnumerable<TakeShape> ReadAll(List<object> from)
        {
            foreach (object one in from)
            {
                var take = (Dictionary<string, object>)one;
                yield return new TakeShape
                {
                    Name = take.Text("name"),
                    File = take.Text("file"),
                    PickupBeats = take.Number("pickup_beats"),
                };
            }
        }

        internal static TakeShape Find(List<TakeShape> takes, string name)
        {
            for (int i = 0; i < takes.Count; i++)
            {
                if (takes[i].Name == name)
                {
                    return takes[i];
                }
            }
            return takes.Count > 0 ? takes[0] : null;
        }
    }
}
