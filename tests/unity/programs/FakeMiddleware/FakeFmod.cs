// A stand-in for the few members of FMOD for Unity that the sample calls, written from its public documentation.
namespace FMOD.Studio
{
    public enum STOP_MODE
    {
        ALLOWFADEOUT,
        IMMEDIATE,
    }

    public struct Bus
    {
        public int setPaused(bool paused) => paused ? 0 : 1;

        public int stopAllEvents(STOP_MODE mode) => (int)mode;
    }

    public struct System
    {
        public int setParameterByName(string name, float value, bool ignoreseekspeed = false) => 0;

        public int setParameterByNameWithLabel(string name, string label, bool ignoreseekspeed = false) => 0;
    }
}

namespace FMODUnity
{
    public static class RuntimeManager
    {
        public static FMOD.Studio.System StudioSystem => default;

        public static FMOD.Studio.Bus GetBus(string path) => default;

        public static void PlayOneShot(string path, UnityEngine.Vector3 position = default)
        {
        }
    }
}
