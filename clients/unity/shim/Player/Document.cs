using System;
using System.Collections.Generic;
using System.Globalization;

namespace Affekt.Shim
{
    /// <summary>One object of a file that Unity wrote: its class, its number, and its values.</summary>
    sealed class Document
    {
        readonly Dictionary<string, string> _values = new Dictionary<string, string>();

        public int Kind { get; private set; }

        public long Id { get; private set; }

        public static List<Document> All(string text)
        {
            var found = new List<Document>();
            foreach (string raw in text.Split('\n'))
            {
                string line = raw.TrimEnd();
                if (line.StartsWith("--- !u!", StringComparison.Ordinal))
                {
                    string[] head = line.Substring(7).Split(new[] { " &" }, StringSplitOptions.None);
                    found.Add(new Document
                    {
                        Kind = int.Parse(head[0], CultureInfo.InvariantCulture), Id = long.Parse(head[1], CultureInfo.InvariantCulture),
                    });
                }
                else if (found.Count > 0 && line.StartsWith("  ", StringComparison.Ordinal) && line[2] != ' ' && line[2] != '-')
                {
                    int colon = line.IndexOf(':');
                    found[found.Count - 1]._values[line.Substring(2, colon - 2)] = line.Substring(colon + 1).Trim();
                }
            }
            return found;
        }

        public bool Has(string name) => _values.ContainsKey(name);

        public string Text(string name, string other = "") =>
            _values.TryGetValue(name, out string found) ? found.Trim('\'', '"') : other;

        /// <summary>A part of a value in braces, such as the guid in {fileID: 1, guid: 2, type: 3}.</summary>
        public string Reference(string name, string part)
        {
            foreach (string one in Text(name).Trim('{', '}').Split(','))
            {
                string[] pair = one.Split(':');
                if (pair.Length == 2 && pair[0].Trim() == part)
                {
                    return pair[1].Trim();
                }
            }
            return "";
        }
    }
}
