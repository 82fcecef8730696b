namespace UnityEngine.Audio
{
    /// <summary>A bus of an audio mixer asset.</summary>
    public class AudioMixerGroup : Object
    {
    }
}
