#nullable enable

namespace Affekt
{
    /// <summary>An audio engine of a game's own, such as FMOD Studio or Wwise, as far as a score needs it.</summary>
    public interface IMiddleware
    {
        /// <summary>Moves a global parameter (FMOD) or a game parameter (Wwise: RTPC).</summary>
        /// <param name="name">Such as "affekt_energy".</param>
        /// <param name="value">In the parameter's own range; see <see cref="MiddlewareBridge"/>.</param>
        /// <param name="seconds">How long the move takes; an engine that cannot say so uses its own seek speed.</param>
        void Parameter(string name, double value, double seconds);

        /// <summary>Puts a group into a state (Wwise) or a labelled parameter on a label (FMOD).</summary>
        /// <param name="group">Such as "affekt_section".</param>
        /// <param name="state">Such as "combat".</param>
        void State(string group, string state);

        /// <summary>Strikes a trigger (Wwise) or starts a one-shot event (FMOD).</summary>
        /// <param name="name">The stinger's name in the set.</param>
        void Strike(string name);

        /// <summary>Holds all that belongs to the score, or lets it go on.</summary>
        /// <param name="on">Whether it is held.</param>
        void Pause(bool on);

        /// <summary>Ends all that belongs to the score.</summary>
        /// <param name="seconds">How long the fade takes.</param>
        void Stop(double seconds);
    }
}
