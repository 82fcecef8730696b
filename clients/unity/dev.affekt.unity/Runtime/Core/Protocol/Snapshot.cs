// Generated from proto/affekt/v1 by server/tools/proto_csharp.py. Do not edit.
#nullable enable
using Affekt.Wire;

namespace Affekt.Protocol
{
    /// <summary>
    /// Where to go on after more was missed than is kept: what sounds now, and what is decided already.
    /// </summary>
    public sealed partial class Snapshot : IProtoMessage
    {
        private RenderState? _state;
        private bool _hasState;

        /// <summary>The state of the music. Null where it is absent.</summary>
        public RenderState? State => _hasState ? _state : null;

        /// <summary>Makes State present and empty.</summary>
        /// <returns>It, to be filled.</returns>
        public RenderState MakeState()
        {
            _hasState = true;
            _state ??= new RenderState();
            _state.Clear();
            return _state;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _hasState = false;
        }

        /// <summary>Becomes equal to another, which may then change.</summary>
        /// <param name="other">The other.</param>
        public void CopyFrom(Snapshot other)
        {
            Clear();
            if (other.State != null)
            {
                MakeState().CopyFrom(other.State);
            }
        }

        /// <inheritdoc/>
        public void Write(ProtoWriter writer)
        {
            if (_hasState)
            {
                writer.Message(10, _state!);
            }
        }

        /// <inheritdoc/>
        public void Merge(ProtoReader reader)
        {
            uint tag;
            while ((tag = reader.Tag()) != 0)
            {
                switch (tag)
                {
                    case 10:
                        reader.Message(State ?? MakeState());
                        break;
                    default:
                        reader.Skip(tag);
                        break;
                }
            }
        }
    }
}
