using System.Collections.Generic;

namespace UnityEngine
{
    /// <summary>Where a game object is, and what is below it. The stand-in knows no rotation of parents.</summary>
    public sealed class Transform : Component
    {
        readonly List<Transform> _children = new List<Transform>();
        Transform _parent;

        /// <summary>What it is below of.</summary>
        public Transform parent
        {
            get => _parent;
            set => SetParent(value);
        }

        /// <summary>How many are below it.</summary>
        public int childCount => _children.Count;

        /// <summary>Place relative to the parent.</summary>
        public Vector3 localPosition { get; set; }

        /// <summary>Size relative to the parent.</summary>
        public Vector3 localScale { get; set; } = Vector3.one;

        /// <summary>Turn relative to the parent.</summary>
        public Quaternion localRotation { get; set; } = Quaternion.identity;

        /// <summary>Turn.</summary>
        public Quaternion rotation
        {
            get => localRotation;
            set => localRotation = value;
        }

        /// <summary>Place in the world.</summary>
        public Vector3 position
        {
            get => _parent is null ? localPosition : _parent.position + localPosition;
            set => localPosition = _parent is null ? value : value - _parent.position;
        }

        /// <summary>Put it below another.</summary>
        public void SetParent(Transform other, bool worldPositionStays = true)
        {
            Vector3 place = position;
            _parent?._children.Remove(this);
            _parent = other;
            _parent?._children.Add(this);
            if (worldPositionStays)
            {
                position = place;
            }
        }

        /// <summary>One that is below it.</summary>
        public Transform GetChild(int index) => _children[index];

        internal void Orphan() => _parent?._children.Remove(this);
    }
}
