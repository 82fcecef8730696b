namespace UnityEngine
{
    /// <summary>Whether an object is saved and shown.</summary>
    public enum HideFlags
    {
        /// <summary>Shown and saved.</summary>
        None = 0,

        /// <summary>Not saved.</summary>
        DontSave = 52,

        /// <summary>Neither shown nor saved.</summary>
        HideAndDontSave = 61,
    }
}
