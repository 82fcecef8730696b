#nullable enable
using System;

namespace Affekt.Wire
{
    /// <summary>
    /// A text field. What is read stays bytes until somebody asks for the text, so that what nobody reads costs nothing.
    /// </summary>
    public struct ProtoText
    {
        private byte[]? _bytes;
        private int _count;
        private string? _text;

        /// <summary>The text; empty by default.</summary>
        public string Value
        {
            get => _text ??= _bytes == null ? "" : TextCache.Text(_bytes, 0, _count);
            set
            {
                _text = value ?? "";
                _count = _text.Length == 0 ? 0 : -1;
            }
        }

        /// <summary>Whether it is empty.</summary>
        public bool IsEmpty => _count == 0;

        /// <summary>Makes it empty.</summary>
        public void Clear()
        {
            _text = "";
            _count = 0;
        }

        /// <summary>Takes what another holds.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(in ProtoText other)
        {
            if (other._count > 0 && other._bytes != null)
            {
                Take(other._bytes, 0, other._count);
                _text = other._text ?? _text;
                return;
            }
            _text = other._text ?? "";
            _count = other._count;
        }

        /// <summary>Reads it.</summary>
        /// <param name="reader">From where.</param>
        public void Read(ProtoReader reader)
        {
            int count = reader.Run(out int offset);
            if (!reader.Failed)
            {
                Take(reader.Bytes, offset, count);
            }
        }

        /// <summary>Writes it.</summary>
        /// <param name="writer">Where to.</param>
        /// <param name="tag">Field and wire type.</param>
        public void Write(ProtoWriter writer, uint tag)
        {
            if (_count < 0 || _bytes == null)
            {
                writer.Text(tag, _text ?? "");
            }
            else
            {
                writer.Bytes(tag, _bytes, 0, _count);
            }
        }

        private void Take(byte[] bytes, int offset, int count)
        {
            if (_bytes == null || _bytes.Length < count)
            {
                _bytes = new byte[Math.Max(16, count)];
            }
            else if (_count == count && TextCache.Begins(_bytes, bytes, offset, count))
            {
                return;
            }
            Buffer.BlockCopy(bytes, offset, _bytes, 0, count);
            _count = count;
            _text = count == 0 ? "" : null;
        }
    }
}
