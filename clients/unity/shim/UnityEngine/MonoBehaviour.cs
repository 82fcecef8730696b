namespace UnityEngine
{
    /// <summary>A script. The fake player calls its messages by their names.</summary>
    public class MonoBehaviour : Behaviour
    {
        internal bool Awoken { get; set; }

        internal bool Started { get; set; }

        internal bool Active { get; set; }
    }
}
