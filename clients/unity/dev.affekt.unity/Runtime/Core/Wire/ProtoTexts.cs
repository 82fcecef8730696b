#nullable enable
using System;

namespace Affekt.Wire
{
    /// <summary>A list of texts.</summary>
    public sealed class ProtoTexts
    {
        private ProtoText[] _items = Array.Empty<ProtoText>();

        /// <summary>How many there are.</summary>
        public int Count { get; private set; }

        /// <summary>One of them.</summary>
        /// <param name="index">Which, from 0.</param>
        public string this[int index]
        {
            get
            {
                if (index < 0 || index >= Count)
                {
                    throw new ArgumentOutOfRangeException(nameof(index));
                }
                return _items[index].Value;
            }
        }

        /// <summary>Adds one.</summary>
        /// <param name="value">The text.</param>
        public void Add(string value)
        {
            Room();
            _items[Count++].Value = value;
        }

        /// <summary>Makes it empty.</summary>
        public void Clear()
        {
            Count = 0;
        }

        /// <summary>Takes what another holds.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(ProtoTexts other)
        {
            Count = 0;
            for (int n = 0; n < other.Count; n++)
            {
                Room();
                _items[Count++].CopyFrom(other._items[n]);
            }
        }

        /// <summary>Writes all.</summary>
        /// <param name="writer">Where to.</param>
        /// <param name="tag">Field and wire type.</param>
        public void Write(ProtoWriter writer, uint tag)
        {
            for (int n = Count - 1; n >= 0; n--)
            {
                _items[n].Write(writer, tag);
            }
        }

        /// <summary>Reads one more.</summary>
        /// <param name="reader">From where.</param>
        public void Read(ProtoReader reader)
        {
            if (reader.Element())
            {
                Room();
                _items[Count].Read(reader);
                Count++;
            }
        }

        private void Room()
        {
            if (Count == _items.Length)
            {
                Array.Resize(ref _items, Math.Max(4, 2 * Count));
            }
        }
    }
}
