// A stand-in for Unity's engine, written for this project's tests: only what the package and the sample use.
using System.Collections.Generic;
using Affekt.Shim;

namespace UnityEngine
{
    /// <summary>What the engine owns: a destroyed one equals null.</summary>
    public class Object
    {
        bool _destroyed;

        /// <summary>The name.</summary>
        public string name { get; set; } = "";

        /// <summary>Not used by the stand-in.</summary>
        public HideFlags hideFlags { get; set; }

        internal bool Destroyed => _destroyed;

        /// <summary>Whether it lives.</summary>
        public static implicit operator bool(Object one) => !Gone(one);

        /// <summary>A destroyed one equals null.</summary>
        public static bool operator ==(Object one, Object other) =>
            ReferenceEquals(one, other) || (Gone(one) && Gone(other));

        /// <summary>A destroyed one equals null.</summary>
        public static bool operator !=(Object one, Object other) => !(one == other);

        /// <inheritdoc/>
        public override bool Equals(object other) => other is Object one ? this == one : other is null && Gone(this);

        /// <inheritdoc/>
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        /// <summary>Copy a game object or an asset.</summary>
        public static T Instantiate<T>(T original) where T : Object => (T)Copies.Of(original);

        /// <summary>Destroy at the end of the frame.</summary>
        public static void Destroy(Object one) => FakePlayer.Doom(one);

        /// <summary>Destroy at once.</summary>
        public static void DestroyImmediate(Object one) => FakePlayer.Kill(one);

        /// <summary>Keep it when another scene is loaded.</summary>
        public static void DontDestroyOnLoad(Object one) => FakePlayer.Keep(one);

        /// <summary>Find a living component of a kind.</summary>
        public static T FindObjectOfType<T>() where T : Object
        {
            foreach (GameObject one in FakePlayer.Objects)
            {
                if (one.activeInHierarchy && one.GetComponent(typeof(T)) is T found)
                {
                    return found;
                }
            }
            return null;
        }

        /// <summary>Find all living components of a kind.</summary>
        public static T[] FindObjectsOfType<T>() where T : Object
        {
            var found = new List<T>();
            foreach (GameObject one in FakePlayer.Objects)
            {
                if (one.activeInHierarchy && one.GetComponent(typeof(T)) is T it)
                {
                    found.Add(it);
                }
            }
            return found.ToArray();
        }

        internal void MarkDestroyed() => _destroyed = true;

        static bool Gone(Object one) => one is null || one._destroyed;
    }
}
