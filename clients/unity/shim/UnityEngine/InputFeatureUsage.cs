namespace UnityEngine.XR
{
    /// <summary>The name of a value.</summary>
    public struct InputFeatureUsage<T>
    {
        /// <summary>Name one.</summary>
        public InputFeatureUsage(string usageName) => name = usageName;

        /// <summary>The name.</summary>
        public string name { get; }
    }
}
