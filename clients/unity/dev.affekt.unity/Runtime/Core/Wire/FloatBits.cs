#nullable enable
using System.Runtime.InteropServices;

namespace Affekt.Wire
{
    /// <summary>A float and its bits, without an array and without unsafe code.</summary>
    [StructLayout(LayoutKind.Explicit)]
    internal struct FloatBits
    {
        [FieldOffset(0)]
        private float _value;

        [FieldOffset(0)]
        private uint _bits;

        /// <summary>Returns a float's bits.</summary>
        internal static uint Of(float value)
        {
            FloatBits both = default;
            both._value = value;
            return both._bits;
        }

        /// <summary>Returns the float that bits stand for.</summary>
        internal static float From(uint bits)
        {
            FloatBits both = default;
            both._bits = bits;
            return both._value;
        }
    }
}
