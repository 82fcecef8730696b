using System;

namespace UnityEngine
{
    /// <summary>A part of a game object.</summary>
    public class Component : Object
    {
        /// <summary>The object that it is a part of.</summary>
        public GameObject gameObject { get; internal set; }

        /// <summary>Where that object is.</summary>
        public Transform transform => gameObject.transform;

        /// <summary>Find another part of the same object.</summary>
        public T GetComponent<T>() => gameObject.GetComponent<T>();

        /// <summary>Find another part of the same object.</summary>
        public Component GetComponent(Type kind) => gameObject.GetComponent(kind);

        /// <summary>Find a part of the same object or of those above it.</summary>
        public T GetComponentInParent<T>() where T : class => gameObject.GetComponentInParent<T>();

        /// <summary>Find a part of the same object or of those below it.</summary>
        public T GetComponentInChildren<T>() where T : class => gameObject.GetComponentInChildren<T>();

        /// <summary>Find another part of the same object.</summary>
        public bool TryGetComponent<T>(out T found) where T : class
        {
            found = gameObject.GetComponent<T>();
            return found != null;
        }
    }
}
