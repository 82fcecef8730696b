using System;

namespace UnityEngine
{
    /// <summary>Mathematics in single precision.</summary>
    public static class Mathf
    {
        /// <summary>π.</summary>
        public const float PI = (float)Math.PI;

        /// <summary>Radians to degrees.</summary>
        public const float Rad2Deg = 180f / PI;

        /// <summary>|x|.</summary>
        public static float Abs(float x) => Math.Abs(x);

        /// <summary>Within bounds.</summary>
        public static float Clamp(float x, float low, float high) => x < low ? low : x > high ? high : x;

        /// <summary>Within bounds.</summary>
        public static int Clamp(int x, int low, int high) => x < low ? low : x > high ? high : x;

        /// <summary>Within 0 and 1.</summary>
        public static float Clamp01(float x) => Clamp(x, 0f, 1f);

        /// <summary>Between two, within them.</summary>
        public static float Lerp(float a, float b, float t) => a + (b - a) * Clamp01(t);

        /// <summary>Towards a goal by at most a step.</summary>
        public static float MoveTowards(float a, float b, float step) => Abs(b - a) <= step ? b : a + Math.Sign(b - a) * step;

        /// <summary>The lesser.</summary>
        public static float Min(float a, float b) => a < b ? a : b;

        /// <summary>The greater.</summary>
        public static float Max(float a, float b) => a > b ? a : b;

        /// <summary>The greater.</summary>
        public static int Max(int a, int b) => a > b ? a : b;

        /// <summary>The lesser.</summary>
        public static int Min(int a, int b) => a < b ? a : b;

        /// <summary>Power.</summary>
        public static float Pow(float x, float y) => (float)Math.Pow(x, y);

        /// <summary>Root.</summary>
        public static float Sqrt(float x) => (float)Math.Sqrt(x);

        /// <summary>Sine.</summary>
        public static float Sin(float x) => (float)Math.Sin(x);

        /// <summary>Cosine.</summary>
        public static float Cos(float x) => (float)Math.Cos(x);

        /// <summary>Angle of a direction.</summary>
        public static float Atan2(float y, float x) => (float)Math.Atan2(y, x);

        /// <summary>The nearest whole number.</summary>
        public static int RoundToInt(float x) => (int)Math.Round(x);

        /// <summary>The whole number below.</summary>
        public static int FloorToInt(float x) => (int)Math.Floor(x);
    }
}
