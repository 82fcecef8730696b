using Affekt.Unity;
using UnityEngine;

namespace Affekt.Samples
{
    /// <summary>
    /// Conducts Wwise from a score: put it beside an AffektSession and name that as its source. The project needs game parameters (RTPCs) of the names in
    /// <see cref="MiddlewareBridge"/>, a state group <c>affekt_section</c>, triggers <c>affekt_NAME</c> for stingers, and events
    /// <c>affekt_pause</c>, <c>affekt_resume</c> and <c>affekt_stop</c>. From Wwise 2024 on the class is called AkUnitySoundEngine.
    /// </summary>
    public sealed class AffektWwise : MonoBehaviour, IMiddleware
    {
        [SerializeField] private AffektSource source;
        private MiddlewareBridge _bridge;

        /// <inheritdoc/>
        public void Parameter(string name, double value, double seconds)
        {
            AkSoundEngine.SetRTPCValue(name, (float)value, null, (int)(1000.0 * seconds));
        }

        /// <inheritdoc/>
        public void State(string group, string state)
        {
            AkSoundEngine.SetState(group, state);
        }

        /// <inheritdoc/>
        public void Strike(string name)
        {
            AkSoundEngine.PostTrigger(MiddlewareBridge.Prefix + name, gameObject);
        }

        /// <inheritdoc/>
        public void Pause(bool on)
        {
            AkSoundEngine.PostEvent(MiddlewareBridge.Prefix + (on ? "pause" : "resume"), gameObject);
        }

        /// <inheritdoc/>
        public void Stop(double seconds)
        {
            AkSoundEngine.PostEvent(MiddlewareBridge.Prefix + "stop", gameObject);
        }

        private void OnEnable()
        {
            if (source != null)
            {
                _bridge = new MiddlewareBridge(source.Sounding, this);
            }
        }

        private void OnDisable()
        {
            _bridge?.Dispose();
            _bridge = null;
        }
    }
}
