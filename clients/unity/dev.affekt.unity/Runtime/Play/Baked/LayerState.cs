using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A layer of the section that is being committed.</summary>
    sealed class LayerState
    {
        public readonly BakedLayer Own;
        public readonly List<string> Heard = new List<string>();
        public long Gain = Layers.Silence;
        public long? X;
        public bool Plays = true;
        public string Take = "";
        public string Before = "";

        public LayerState(BakedLayer own)
        {
            Own = own;
        }
    }
}
