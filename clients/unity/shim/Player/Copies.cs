using System;
using System.Collections.Generic;
using System.Reflection;
using UnityEngine;
using Object = UnityEngine.Object;

namespace Affekt.Shim
{
    /// <summary>Copies game objects and assets: what is serialised is copied, references within the copy lead into it.</summary>
    public static class Copies
    {
        /// <summary>Copy one.</summary>
        public static Object Of(Object original)
        {
            if (original is GameObject thing)
            {
                return Thing(thing);
            }
            if (original is Component part)
            {
                GameObject made = Thing(part.gameObject);
                return made.GetComponent(part.GetType());
            }
            var copy = (Object)Activator.CreateInstance(original.GetType(), true);
            copy.name = original.name + "(Clone)";
            Fields(original, copy, new Dictionary<Object, Object>());
            return copy;
        }

        /// <summary>The fields of a script that Unity would write into a scene.</summary>
        public static IEnumerable<FieldInfo> Serialised(Type kind)
        {
            const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            for (Type one = kind; one != null && one.Namespace != "UnityEngine"; one = one.BaseType)
            {
                foreach (FieldInfo field in one.GetFields(own))
                {
                    if (field.IsPublic ? !field.IsInitOnly : field.IsDefined(typeof(SerializeField), true))
                    {
                        yield return field;
                    }
                }
            }
        }

        static GameObject Thing(GameObject original)
        {
            var map = new Dictionary<Object, Object>();
            GameObject made = Shape(original, null, map);
            foreach (KeyValuePair<Object, Object> pair in map)
            {
                if (pair.Key is MonoBehaviour)
                {
                    Fields(pair.Key, pair.Value, map);
                }
            }
            made.IsPrefab = false;
            made.name = original.name + "(Clone)";
            Unlock(made);
            FakePlayer.WakeAll(made);
            return made;
        }

        static void Unlock(GameObject one)
        {
            one.IsPrefab = false;
            for (int i = 0; i < one.transform.childCount; i++)
            {
                Unlock(one.transform.GetChild(i).gameObject);
            }
        }

        static GameObject Shape(GameObject original, Transform above, Dictionary<Object, Object> map)
        {
            var made = new GameObject(original.name) { IsPrefab = true, tag = original.tag };
            made.transform.SetParent(above, false);
            made.transform.localPosition = original.transform.localPosition;
            made.transform.localScale = original.transform.localScale;
            made.SetActive(original.activeSelf);
            map[original] = made;
            map[original.transform] = made.transform;
            foreach (Component part in original.Parts)
            {
                if (!(part is Transform))
                {
                    Component copy = made.GetComponent(part.GetType()) ?? made.AddComponent(part.GetType());
                    map[part] = copy;
                    if (part is Behaviour from && copy is Behaviour to)
                    {
                        to.enabled = from.enabled;
                    }
                }
            }
            for (int i = 0; i < original.transform.childCount; i++)
            {
                Shape(original.transform.GetChild(i).gameObject, made.transform, map);
            }
            return made;
        }

        static void Fields(Object from, Object to, Dictionary<Object, Object> map)
        {
            foreach (FieldInfo field in Serialised(from.GetType()))
            {
                object value = field.GetValue(from);
                if (value is Object one && map.TryGetValue(one, out Object copy))
                {
                    value = copy;
                }
                field.SetValue(to, value);
            }
        }
    }
}
