namespace UnityEngine.XR
{
    /// <summary>A tracked device.</summary>
    public struct InputDevice
    {
        readonly XRNode _node;

        internal InputDevice(XRNode node, bool valid)
        {
            _node = node;
            isValid = valid;
        }

        /// <summary>Whether it is there.</summary>
        public bool isValid { get; }

        /// <summary>Read a value.</summary>
        public bool TryGetFeatureValue(InputFeatureUsage<Vector3> usage, out Vector3 value)
        {
            value = default;
            return usage.name == CommonUsages.deviceVelocity.name && InputDevices.Velocities.TryGetValue(_node, out value);
        }
    }
}
