#nullable enable
using System;
using System.Text;

namespace Affekt.Wire
{
    /// <summary>
    /// Short texts that come again and again, so that reading them allocates nothing: a table of fixed size in which a new
    /// text takes the place of whatever stood there.
    /// </summary>
    public static class TextCache
    {
        private const int Places = 1024;
        private const int Longest = 96;
        private static readonly object Gate = new object();
        private static readonly byte[]?[] Keys = new byte[]?[Places];
        private static readonly string[] Texts = new string[Places];

        /// <summary>Returns the text of some UTF-8 bytes; what is no UTF-8 is replaced.</summary>
        /// <param name="bytes">Where they are.</param>
        /// <param name="offset">The first of them.</param>
        /// <param name="count">How many.</param>
        /// <returns>The text.</returns>
        public static string Text(byte[] bytes, int offset, int count)
        {
            if (count == 0)
            {
                return "";
            }
            if (count > Longest)
            {
                return Encoding.UTF8.GetString(bytes, offset, count);
            }
            uint hash = 2166136261;
            for (int n = 0; n < count; n++)
            {
                hash = unchecked((hash ^ bytes[offset + n]) * 16777619);
            }
            uint place = (hash ^ (hash >> 16)) % Places;
            lock (Gate)
            {
                byte[]? key = Keys[place];
                if (key == null || !Same(key, bytes, offset, count))
                {
                    key = new byte[count];
                    Buffer.BlockCopy(bytes, offset, key, 0, count);
                    Keys[place] = key;
                    Texts[place] = Encoding.UTF8.GetString(bytes, offset, count);
                }
                return Texts[place];
            }
        }

        /// <summary>Returns whether an array holds just these bytes.</summary>
        internal static bool Same(byte[] key, byte[] bytes, int offset, int count)
        {
            return key.Length == count && Begins(key, bytes, offset, count);
        }

        /// <summary>Returns whether an array begins with these bytes.</summary>
        internal static bool Begins(byte[] key, byte[] bytes, int offset, int count)
        {
            for (int n = 0; n < count; n++)
            {
                if (key[n] != bytes[offset + n])
                {
                    return false;
                }
            }
            return true;
        }
    }
}
