using Affekt.Shim;

namespace UnityEngine
{
    /// <summary>A part that can be switched off.</summary>
    public class Behaviour : Component
    {
        bool _enabled = true;

        /// <summary>Whether it is switched on.</summary>
        public bool enabled
        {
            get => _enabled;
            set
            {
                if (_enabled != value)
                {
                    _enabled = value;
                    FakePlayer.Switched(this);
                }
            }
        }

        /// <summary>Whether it is switched on, and its object too.</summary>
        public bool isActiveAndEnabled => _enabled && gameObject != null && gameObject.activeInHierarchy;
    }
}
