#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Text;
using Affekt.Protocol;
using Affekt.Wire;

namespace Affekt.Tests
{
    /// <summary>A message as JSON, with the contract's names, for a test to read. It reflects; the package never does.</summary>
    public static class Plain
    {
        /// <summary>Returns a message's fields; what is absent is left out.</summary>
        public static string Json(IProtoMessage message)
        {
            List<string> parts = new List<string>();
            foreach (PropertyInfo one in message.GetType().GetProperties())
            {
                object? value = one.GetValue(message);
                if (value != null && one.Name != "Samples")
                {
                    parts.Add(Quoted(Snake(one.Name)) + ": " + Value(value));
                }
            }
            return "{" + string.Join(", ", parts) + "}";
        }

        private static string Value(object value)
        {
            switch (value)
            {
                case IProtoMessage message:
                    return Json(message);
                case string text:
                    return Quoted(text);
                case bool truth:
                    return truth ? "true" : "false";
                case double number:
                    return number.ToString("R", CultureInfo.InvariantCulture);
                case Enum word:
                    MethodInfo? of = typeof(Words).GetMethod("Of", new[] { word.GetType() });
                    return Quoted(of == null ? Snake(word.ToString()) : (string)of.Invoke(null, new object[] { word })!);
                case IConvertible integer:
                    return integer.ToString(CultureInfo.InvariantCulture);
                default:
                    return Listed(value);
            }
        }

        private static string Listed(object list)
        {
            int count = (int)list.GetType().GetProperty("Count")!.GetValue(list)!;
            PropertyInfo item = list.GetType().GetProperty("Item")!;
            List<string> parts = new List<string>();
            for (int n = 0; n < count; n++)
            {
                parts.Add(Value(item.GetValue(list, new object[] { n })!));
            }
            return "[" + string.Join(", ", parts) + "]";
        }

        private static string Snake(string name)
        {
            StringBuilder made = new StringBuilder();
            foreach (char one in name)
            {
                if (char.IsUpper(one) && made.Length > 0)
                {
                    made.Append('_');
                }
                made.Append(char.ToLowerInvariant(one));
            }
            return made.ToString();
        }

        private static string Quoted(string text)
        {
            StringBuilder made = new StringBuilder("\"");
            foreach (char one in text)
            {
                if (one == '"' || one == '\\' || one < ' ')
                {
                    made.Append("\\u").Append(((int)one).ToString("x4", CultureInfo.InvariantCulture));
                }
                else
                {
                    made.Append(one);
                }
            }
            return made.Append('"').ToString();
        }
    }
}
