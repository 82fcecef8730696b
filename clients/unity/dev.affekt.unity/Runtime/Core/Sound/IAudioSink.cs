#nullable enable
using Affekt.Protocol;

namespace Affekt
{
    /// <summary>Where blocks of sound go as they come, on the network's thread: the music goes on while a game loads.</summary>
    public interface IAudioSink
    {
        /// <summary>A block came. It holds during the call.</summary>
        /// <param name="block">The block.</param>
        void Hear(AudioBlock block);

        /// <summary>Another session's sound follows: frames begin anew.</summary>
        void Restart();
    }
}
