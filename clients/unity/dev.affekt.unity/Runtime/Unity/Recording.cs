using System;
using UnityEngine;

namespace Affekt.Unity
{
    /// <summary>A recording of a set: the file that `set.json` names, and the clip that Unity made of it.</summary>
    [Serializable]
    public sealed class Recording
    {
        /// <summary>As in `set.json`, such as "calm/bed.ogg".</summary>
        public string file = "";

        /// <summary>What is played.</summary>
        public AudioClip clip;
    }
}
