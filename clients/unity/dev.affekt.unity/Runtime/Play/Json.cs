using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Affekt.Play
{
    /// <summary>
    /// Reads JSON: objects become dictionaries, arrays lists, numbers doubles; null stays null. What is no JSON is told by
    /// a FormatException with its line.
    /// </summary>
    public sealed class Json
    {
        readonly string _text;
        int _at;

        Json(string text)
        {
            _text = text;
        }

        /// <summary>Read a whole text.</summary>
        public static object Read(string text)
        {
            var reader = new Json(text);
            object value = reader.Value(0);
            reader.Blank();
            return reader._at == text.Length ? value : throw reader.Fault("something follows the value");
        }

        /// <summary>Read a text that is an object.</summary>
        public static Dictionary<string, object> Object(string text) =>
            Read(text) as Dictionary<string, object> ?? throw new FormatException("line 1: not an object");

        object Value(int depth)
        {
            if (depth > 64)
            {
                throw Fault("nested too deep");
            }
            Blank();
            char c = _at < _text.Length ? _text[_at] : '\0';
            switch (c)
            {
                case '{':
                    return Members(depth);
                case '[':
                    return Items(depth);
                case '"':
                    return Text();
                case 't':
                    return Word("true", true);
                case 'f':
                    return Word("false", false);
                case 'n':
                    return Word("null", null);
                default:
                    return Number();
            }
        }

        Dictionary<string, object> Members(int depth)
        {
            var found = new Dictionary<string, object>();
            _at++;
            while (!Ends('}', found.Count > 0))
            {
                Blank();
                string key = Text();
                Blank();
                Expect(':');
                found[key] = Value(depth + 1);
            }
            return found;
        }

        List<object> Items(int depth)
        {
            var found = new List<object>();
            _at++;
            while (!Ends(']', found.Count > 0))
            {
                found.Add(Value(depth + 1));
            }
            return found;
        }

        bool Ends(char close, bool some)
        {
            Blank();
            if (_at < _text.Length && _text[_at] == close)
            {
                _at++;
                return true;
            }
            if (some)
            {
                Expect(',');
            }
            return false;
        }

        string Text()
        {
            Expect('"');
            var found = new StringBuilder();
            while (true)
            {
                if (_at >= _text.Length)
                {
                    throw Fault("a text has no end");
                }
                char c = _text[_at++];
                if (c == '"')
                {
                    return found.ToString();
                }
                found.Append(c == '\\' ? Escaped() : c);
            }
        }

        char Escaped()
        {
            char c = _at < _text.Length ? _text[_at++] : '\0';
            switch (c)
            {
                case 'n':
                    return '\n';
                case 't':
                    return '\t';
                case 'r':
                    return '\r';
                case 'b':
                    return '\b';
                case 'f':
                    return '\f';
                case 'u':
                    if (_at + 4 > _text.Length
                        || !ushort.TryParse(_text.Substring(_at, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ushort code))
                    {
                        throw Fault("\\u wants four digits");
                    }
                    _at += 4;
                    return (char)code;
                case '"':
                case '\\':
                case '/':
                    return c;
                default:
                    throw Fault("an unknown escape");
            }
        }

        object Word(string word, object value)
        {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
            {
                throw Fault("not a value");
            }
            _at += word.Length;
            return value;
        }

        object Number()
        {
            int first = _at;
            while (_at < _text.Length && "+-.0123456789eE".IndexOf(_text[_at]) >= 0)
            {
                _at++;
            }
            return double.TryParse(
                _text.Substring(first, _at - first), NumberStyles.Float, CultureInfo.InvariantCulture, out double found)
                ? (object)found
                : throw Fault("not a value");
        }

        void Blank()
        {
            while (_at < _text.Length && (_text[_at] == ' ' || _text[_at] == '\n' || _text[_at] == '\r' || _text[_at] == '\t'))
            {
                _at++;
            }
        }

        void Expect(char wanted)
        {
            if (_at >= _text.Length || _text[_at] != wanted)
            {
                throw Fault($"'{wanted}' is missing");
            }
            _at++;
        }

        FormatException Fault(string what)
        {
            int line = 1;
            for (int i = 0; i < _at && i < _text.Length; i++)
            {
                line += _text[i] == '\n' ? 1 : 0;
            }
            return new FormatException($"line {line}: {what}");
        }
    }
}
