using System;
using System.Collections.Generic;
using Affekt.Shim;

namespace UnityEngine
{
    /// <summary>A thing in the scene, made of parts.</summary>
    public sealed class GameObject : Object
    {
        readonly List<Component> _parts = new List<Component>();
        bool _active = true;

        /// <summary>Make one at the origin.</summary>
        public GameObject(string name = "GameObject", params Type[] parts)
        {
            this.name = name;
            transform = new Transform { gameObject = this };
            _parts.Add(transform);
            FakePlayer.Add(this);
            foreach (Type one in parts)
            {
                AddComponent(one);
            }
        }

        /// <summary>Where it is.</summary>
        public Transform transform { get; }

        /// <summary>Its tag.</summary>
        public string tag { get; set; } = "Untagged";

        /// <summary>Its layer.</summary>
        public int layer { get; set; }

        /// <summary>Whether it is switched on itself.</summary>
        public bool activeSelf => _active;

        /// <summary>Whether it is switched on, and all above it.</summary>
        public bool activeInHierarchy =>
            _active && !Destroyed && !IsPrefab && (transform.parent == null || transform.parent.gameObject.activeInHierarchy);

        internal IReadOnlyList<Component> Parts => _parts;

        /// <summary>A prefab is in no scene: nothing of it is called.</summary>
        internal bool IsPrefab { get; set; }

        /// <summary>Switch it on or off.</summary>
        public void SetActive(bool on)
        {
            if (_active != on)
            {
                _active = on;
                FakePlayer.Switched(this);
            }
        }

        /// <summary>Give it another part.</summary>
        public T AddComponent<T>() where T : Component => (T)AddComponent(typeof(T));

        /// <summary>Give it another part.</summary>
        public Component AddComponent(Type kind)
        {
            foreach (object one in kind.GetCustomAttributes(typeof(RequireComponent), true))
            {
                Type wanted = ((RequireComponent)one).m_Type0;
                if (GetComponent(wanted) == null)
                {
                    AddComponent(wanted);
                }
            }
            if (kind == typeof(Transform))
            {
                return transform;
            }
            var made = (Component)Activator.CreateInstance(kind, true);
            made.gameObject = this;
            made.name = name;
            _parts.Add(made);
            FakePlayer.Added(made);
            return made;
        }

        /// <summary>Find a part.</summary>
        public T GetComponent<T>()
        {
            foreach (Component one in _parts)
            {
                if (one is T found && !one.Destroyed)
                {
                    return found;
                }
            }
            return default;
        }

        /// <summary>Find a part.</summary>
        public Component GetComponent(Type kind) => _parts.Find(one => kind.IsInstanceOfType(one) && !one.Destroyed);

        /// <summary>Find all parts of a kind.</summary>
        public T[] GetComponents<T>()
        {
            var found = new List<T>();
            foreach (Component one in _parts)
            {
                if (one is T it && !one.Destroyed)
                {
                    found.Add(it);
                }
            }
            return found.ToArray();
        }

        /// <summary>Find a part of this or of those above it.</summary>
        public T GetComponentInParent<T>() where T : class =>
            GetComponent<T>() ?? (transform.parent == null ? null : transform.parent.gameObject.GetComponentInParent<T>());

        /// <summary>Find a part of this or of those below it.</summary>
        public T GetComponentInChildren<T>() where T : class
        {
            T found = GetComponent<T>();
            for (int i = 0; found == null && i < transform.childCount; i++)
            {
                found = transform.GetChild(i).gameObject.GetComponentInChildren<T>();
            }
            return found;
        }

        internal void Remove(Component one) => _parts.Remove(one);
    }
}
