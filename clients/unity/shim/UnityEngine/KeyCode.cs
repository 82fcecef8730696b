#pragma warning disable 1591
namespace UnityEngine
{
    /// <summary>Keys.</summary>
    public enum KeyCode
    {
        None = 0,
        Tab = 9,
        Return = 13,
        Escape = 27,
        Space = 32,
        Alpha1 = 49,
        Alpha2 = 50,
        Alpha3 = 51,
        Alpha4 = 52,
        Alpha5 = 53,
        E = 101,
        F = 102,
        H = 104,
        L = 108,
        M = 109,
        P = 112,
        Q = 113,
        R = 114,
        F5 = 286,
        F9 = 290,
        LeftShift = 304,
    }
}
