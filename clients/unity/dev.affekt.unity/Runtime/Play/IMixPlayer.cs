namespace Affekt.Play
{
    /// <summary>The engine's side of the mixer: it has recordings sound at their frames.</summary>
    public interface IMixPlayer
    {
        /// <summary>Frames at 48 kHz of a recording whose length the set does not tell; 0 where there is no such recording.</summary>
        long FramesOf(string file);

        /// <summary>Have a strand sound from its frame on.</summary>
        void Play(Strand strand);

        /// <summary>The strand's end is known now, or earlier than it was; it may lie in the past.</summary>
        void End(Strand strand);
    }
}
