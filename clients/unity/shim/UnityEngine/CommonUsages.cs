namespace UnityEngine.XR
{
    /// <summary>Values that most devices have.</summary>
    public static class CommonUsages
    {
        /// <summary>Metres a second.</summary>
        public static InputFeatureUsage<Vector3> deviceVelocity => new InputFeatureUsage<Vector3>("DeviceVelocity");
    }
}
