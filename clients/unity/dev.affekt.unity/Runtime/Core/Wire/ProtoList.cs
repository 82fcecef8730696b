#nullable enable
using System;

namespace Affekt.Wire
{
    /// <summary>A list of messages that keeps its elements when it is cleared, and hands them out again.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    public sealed class ProtoList<T>
        where T : class, IProtoMessage, new()
    {
        private T?[] _items = Array.Empty<T?>();

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
                return _items[index]!;
            }
        }

        /// <summary>Adds an empty message.</summary>
        /// <returns>The message, to be filled.</returns>
        public T Add()
        {
            if (Count == _items.Length)
            {
                Array.Resize(ref _items, Math.Max(4, 2 * Count));
            }
            T item = _items[Count] ??= new T();
            item.Clear();
            Count++;
            return item;
        }

        /// <summary>Makes it empty.</summary>
        public void Clear()
        {
            Count = 0;
        }

        /// <summary>Writes all.</summary>
        /// <param name="writer">Where to.</param>
        /// <param name="tag">Field and wire type.</param>
        public void Write(ProtoWriter writer, uint tag)
        {
            for (int n = Count - 1; n >= 0; n--)
            {
                writer.Message(tag, _items[n]!);
            }
        }

        /// <summary>Reads one more.</summary>
        /// <param name="reader">From where.</param>
        public void Read(ProtoReader reader)
        {
            if (reader.Element())
            {
                reader.Message(Add());
            }
        }
    }
}
