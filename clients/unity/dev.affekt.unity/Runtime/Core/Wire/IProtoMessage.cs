#nullable enable

namespace Affekt.Wire
{
    /// <summary>A message of the contract. One instance may be filled, written and cleared again for ever.</summary>
    public interface IProtoMessage
    {
        /// <summary>Sets every field to its default; what was allocated is kept for the next use.</summary>
        void Clear();

        /// <summary>Writes every field that is not at its default, the last one first.</summary>
        /// <param name="writer">Where to; it is filled from its end.</param>
        void Write(ProtoWriter writer);

        /// <summary>Adds what the reader holds up to the end of its message.</summary>
        /// <param name="reader">From where; it says afterwards whether the bytes were right.</param>
        void Merge(ProtoReader reader);
    }
}
