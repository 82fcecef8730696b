using System.Collections.Generic;

namespace Affekt.Play
{
    /// <summary>A layer of a section: its takes, and its own loop where it has one.</summary>
    public sealed class LayerShape
    {
        readonly List<TakeShape> _takes = new List<TakeShape>();

        LayerShape()
        {
        }

        /// <summary>Frames of its own loop; 0 where it goes round with its section.</summary>
        public long LoopFrames { get; private set; }

        /// <summary>Its takes.</summary>
        public IReadOnlyList<TakeShape> Takes => _takes;

        /// <summary>The take of a name; the first where there is none of that name, null where there is none at all.</summary>
        public TakeShape Take(string name) => TakeShape.Find(_takes, name);

        internal static LayerShape Read(SectionShape section, Dictionary<string, object> from)
        {
            var made = new LayerShape();
            made._takes.AddRange(TakeShape.ReadAll(from.Items("takes")));
            double bars = from.Number("loop_bars");
            made.LoopFrames = bars > 0.0 ? section.FramesOf(bars * section.BarTicks) : 0;
            return made;
        }
    }
}
