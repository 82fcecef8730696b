using System.Collections.Generic;

namespace Affekt.Play
{
    /// <summary>A take of a layer on a section, or a stinger: a gain and the strands that sound with it.</summary>
    sealed class MixVoice
    {
        public Head Head;
        public string Layer = "";
        public string File;
        public long Frames;
        public long Pos0;
        public long Loop;
        public long First;
        public long Passes = Head.Forever;
        public bool Dying;
        public bool Stinger;
        public Ramp Gain = new Ramp(0.0);
        public readonly List<Strand> Strands = new List<Strand>();

        /// <summary>Before this frame nothing of it sounds.</summary>
        public long Born;

        /// <summary>From this frame on it is silent; open where it sounds.</summary>
        public long Rests = Strand.Open;

        public long Length => Loop > 0 ? Loop : Head.Length;

        public long Limit
        {
            get
            {
                if (Loop == 0)
                {
                    return System.Math.Min(Passes, Head.Passes);
                }
                return Head.Ends >= Head.Forever
                    ? Passes
                    : System.Math.Min(Passes, System.Math.Max(1, -Head.Floor(-Head.Ends, Loop)));
            }
        }
    }
}
