using Affekt.Unity;
using FMODUnity;
using UnityEngine;

namespace Affekt.Samples
{
    /// <summary>
    /// Conducts FMOD Studio from a score: put it beside an AffektSession and name that as its source. The project needs global parameters of the names in
    /// <see cref="MiddlewareBridge"/>, a labelled one <c>affekt_section</c>, stingers as <c>event:/affekt/NAME</c>, and a bus
    /// <c>bus:/affekt</c> through which all of it goes.
    /// </summary>
    public sealed class AffektFmod : MonoBehaviour, IMiddleware
    {
        [SerializeField] private AffektSource source;
        [SerializeField] private string events = "event:/affekt/";
        [SerializeField] private string bus = "bus:/affekt";
        private MiddlewareBridge _bridge;

        /// <inheritdoc/>
        public void Parameter(string name, double value, double seconds)
        {
            // The length is the parameter's seek speed in FMOD Studio.
            RuntimeManager.StudioSystem.setParameterByName(name, (float)value);
        }

        /// <inheritdoc/>
        public void State(string group, string state)
        {
            RuntimeManager.StudioSystem.setParameterByNameWithLabel(group, state);
        }

        /// <inheritdoc/>
        public void Strike(string name)
        {
            RuntimeManager.PlayOneShot(events + name);
        }

        /// <inheritdoc/>
        public void Pause(bool on)
        {
            RuntimeManager.GetBus(bus).setPaused(on);
        }

        /// <inheritdoc/>
        public void Stop(double seconds)
        {
            RuntimeManager.GetBus(bus).stopAllEvents(FMOD.Studio.STOP_MODE.ALLOWFADEOUT);
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
