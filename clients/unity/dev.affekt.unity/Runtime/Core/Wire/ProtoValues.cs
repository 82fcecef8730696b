#nullable enable
using System;

namespace Affekt.Wire
{
    /// <summary>A list of numbers or of words of an enumeration.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    public sealed class ProtoValues<T>
        where T : struct
    {
        private T[] _items = Array.Empty<T>();

        /// <summary>How many there are.</summary>
        public int Count { get; private set; }

        /// <summary>One of them.</summary>
        /// <param name="index">Which, from 0.</param>
        public T this[int index]
        {
            get
            {
                if (index < 0 || index >= Count)
                {
                    throw new ArgumentOutOfRangeException(nameof(index));
                }
                return _items[index];
            }
        }

        /// <summary>Adds one.</summary>
        /// <param name="value">The value.</param>
        public void Add(T value)
        {
            if (Count == _items.Length)
            {
                Array.Resize(ref _items, Math.Max(4, 2 * Count));
            }
            _items[Count++] = value;
        }

        /// <summary>Makes it empty.</summary>
        public void Clear()
        {
            Count = 0;
        }

        /// <summary>Takes what another holds.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ProtoValues<T> other)
        {
            Count = 0;
            for (int n = 0; n < other.Count; n++)
            {
                Add(other._items[n]);
            }
        }
    }
}
