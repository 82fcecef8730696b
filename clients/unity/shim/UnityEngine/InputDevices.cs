using System.Collections.Generic;

namespace UnityEngine.XR
{
    /// <summary>What is tracked; the stand-in's velocities are set by tests.</summary>
    public static class InputDevices
    {
        /// <summary>The stand-in's own: metres a second at each place of the body.</summary>
        public static Dictionary<XRNode, Vector3> Velocities { get; } = new Dictionary<XRNode, Vector3>();

        /// <summary>The device at a place of the body.</summary>
        public static InputDevice GetDeviceAtXRNode(XRNode node) => new InputDevice(node, Velocities.ContainsKey(node));
    }
}
