using System;
using System.Collections.Generic;
using System.Reflection;
using UnityEngine;

namespace Affekt.Shim
{
    /// <summary>Calls a script's messages by their names, as the engine does.</summary>
    public static class Messages
    {
        static readonly Dictionary<(Type, string), MethodInfo> Known = new Dictionary<(Type, string), MethodInfo>();
        static readonly Dictionary<(object, string), Action> Calls = new Dictionary<(object, string), Action>();
        static readonly Dictionary<GameObject, (int, List<Filter>)> Filters = new Dictionary<GameObject, (int, List<Filter>)>();

        /// <summary>A script's `OnAudioFilterRead`.</summary>
        public delegate void Filter(float[] data, int channels);

        /// <summary>Forget every script.</summary>
        public static void Reset()
        {
            Calls.Clear();
            Filters.Clear();
        }

        /// <summary>Call a message where there is one.</summary>
        public static void Send(object one, string name)
        {
            if (!Calls.TryGetValue((one, name), out Action call))
            {
                MethodInfo method = Find(one.GetType(), name);
                call = method == null || method.GetParameters().Length > 0
                    ? null
                    : (Action)Delegate.CreateDelegate(typeof(Action), one, method);
                Calls[(one, name)] = call;
            }
            if (call != null)
            {
                FakePlayer.Guard(call);
            }
        }

        /// <summary>Call a message with a value where there is one.</summary>
        public static void Send(object one, string name, bool value)
        {
            MethodInfo method = Find(one.GetType(), name);
            if (method != null)
            {
                var call = (Action<bool>)Delegate.CreateDelegate(typeof(Action<bool>), one, method);
                FakePlayer.Guard(() => call(value));
            }
        }

        /// <summary>The scripts of an object that work on its sound.</summary>
        public static List<Filter> FiltersOf(GameObject one)
        {
            if (Filters.TryGetValue(one, out (int Count, List<Filter> Found) known) && known.Count == one.Parts.Count)
            {
                return known.Found;
            }
            var found = new List<Filter>();
            foreach (Component part in one.Parts)
            {
                MethodInfo method = part is MonoBehaviour ? Find(part.GetType(), "OnAudioFilterRead") : null;
                if (method != null)
                {
                    found.Add((Filter)Delegate.CreateDelegate(typeof(Filter), part, method));
                }
            }
            Filters[one] = (one.Parts.Count, found);
            return found;
        }

        static MethodInfo Find(Type kind, string name)
        {
            if (Known.TryGetValue((kind, name), out MethodInfo found))
            {
                return found;
            }
            const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            for (Type one = kind; one != null && found == null; one = one.BaseType)
            {
                found = one.GetMethod(name, own);
            }
            Known[(kind, name)] = found;
            return found;
        }
    }
}
