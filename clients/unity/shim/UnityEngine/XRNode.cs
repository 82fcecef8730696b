#pragma warning disable 1591
namespace UnityEngine.XR
{
    /// <summary>A tracked part of the body.</summary>
    public enum XRNode
    {
        LeftEye,
        RightEye,
        CenterEye,
        Head,
        LeftHand,
        RightHand,
    }
}
