using System;
using UnityEngine;

namespace Affekt.Unity
{
    /// <summary>A layer that stands somewhere in the world instead of everywhere.</summary>
    [Serializable]
    public sealed class LayerPlace
    {
        /// <summary>The layer's name in the set.</summary>
        public string layer = "";

        /// <summary>Where it stands.</summary>
        public Transform place;
    }
}
