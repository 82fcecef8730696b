using System.Collections.Generic;

namespace Affekt.Play
{
    /// <summary>Looks up what a JSON object says, with a default where it says nothing.</summary>
    public static class Dig
    {
        static readonly Dictionary<string, object> NoMembers = new Dictionary<string, object>();
        static readonly List<object> NoItems = new List<object>();

        /// <summary>A text.</summary>
        public static string Text(this Dictionary<string, object> from, string key, string other = "") =>
            from.TryGetValue(key, out object found) && found is string text ? text : other;

        /// <summary>A number.</summary>
        public static double Number(this Dictionary<string, object> from, string key, double other = 0.0) =>
            from.TryGetValue(key, out object found) && found is double number ? number : other;

        /// <summary>Yes or no.</summary>
        public static bool Flag(this Dictionary<string, object> from, string key) =>
            from.TryGetValue(key, out object found) && found is bool flag && flag;

        /// <summary>An object; an empty one where there is none.</summary>
        public static Dictionary<string, object> Members(this Dictionary<string, object> from, string key) =>
            from.TryGetValue(key, out object found) && found is Dictionary<string, object> members ? members : NoMembers;

        /// <summary>An array; an empty one where there is none.</summary>
        public static List<object> Items(this Dictionary<string, object> from, string key) =>
            from.TryGetValue(key, out object found) && found is List<object> items ? items : NoItems;
    }
}
