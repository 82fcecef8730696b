using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using UnityEngine;
using Object = UnityEngine.Object;

namespace Affekt.Shim
{
    /// <summary>
    /// Reads scenes, prefabs and assets as Unity writes them, as far as this project's own need it: objects, transforms,
    /// scripts by the id of their file, and the values of their fields.
    /// </summary>
    public sealed class Scenes
    {
        readonly Dictionary<string, string> _files = new Dictionary<string, string>();
        readonly Dictionary<string, Dictionary<long, Object>> _read = new Dictionary<string, Dictionary<long, Object>>();

        /// <summary>Know every file below some folders by the id in its `.meta`.</summary>
        public Scenes(params string[] folders)
        {
            foreach (string folder in folders)
            {
                foreach (string meta in Directory.GetFiles(folder, "*.meta", SearchOption.AllDirectories))
                {
                    string id = File.ReadLines(meta).First(line => line.StartsWith("guid: ", StringComparison.Ordinal)).Substring(6);
                    _files[id] = meta.Substring(0, meta.Length - 5);
                }
            }
        }

        /// <summary>Read an asset.</summary>
        public T Asset<T>(string path) where T : Object => (T)Read(path)[11400000];

        /// <summary>Read a prefab: its first object, which nothing calls.</summary>
        public GameObject Prefab(string path) => Roots(path).First();

        /// <summary>Read a scene; its objects sleep until `Wake`.</summary>
        public List<GameObject> Scene(string path) => Roots(path).ToList();

        /// <summary>Have the objects of a scene begin to live.</summary>
        public static void Wake(List<GameObject> scene)
        {
            foreach (GameObject one in scene)
            {
                Unlock(one);
            }
            foreach (GameObject one in scene)
            {
                FakePlayer.WakeAll(one);
            }
        }

        static void Unlock(GameObject one)
        {
            one.IsPrefab = false;
            for (int i = 0; i < one.transform.childCount; i++)
            {
                Unlock(one.transform.GetChild(i).gameObject);
            }
        }

        IEnumerable<GameObject> Roots(string path) =>
            Read(path).Values.OfType<GameObject>().Where(one => one.transform.parent == null);

        Dictionary<long, Object> Read(string path)
        {
            path = Path.GetFullPath(path);
            if (_read.TryGetValue(path, out Dictionary<long, Object> known))
            {
                return known;
            }
            var made = new Dictionary<long, Object>();
            _read[path] = made;
            List<Document> documents = Document.All(File.ReadAllText(path));
            foreach (Document one in documents.Where(d => d.Kind == 1))
            {
                made[one.Id] = new GameObject(one.Text("m_Name"))
                {
                    IsPrefab = true, tag = one.Text("m_TagString", "Untagged"),
                };
            }
            foreach (Document one in documents.Where(d => d.Kind != 1))
            {
                Object part = Make(one, made);
                if (part != null)
                {
                    made[one.Id] = part;
                }
            }
            foreach (Document one in documents.Where(d => made.ContainsKey(d.Id) && d.Kind != 1))
            {
                Fill(one, made);
            }
            return made;
        }

        Object Make(Document from, Dictionary<long, Object> made)
        {
            long owner = Number(from.Reference("m_GameObject", "fileID"));
            switch (from.Kind)
            {
                case 4:
                    return ((GameObject)made[owner]).transform;
                case 20:
                    return ((GameObject)made[owner]).AddComponent<Camera>();
                case 81:
                    return ((GameObject)made[owner]).AddComponent<AudioListener>();
                case 82:
                    return ((GameObject)made[owner]).AddComponent<AudioSource>();
                case 114:
                    Type kind = Script(from.Reference("m_Script", "guid"));
                    if (owner == 0)
                    {
                        var asset = (Object)Activator.CreateInstance(kind, true);
                        asset.name = from.Text("m_Name");
                        return asset;
                    }
                    var thing = (GameObject)made[owner];
                    return thing.GetComponent(kind) ?? thing.AddComponent(kind);
                default:
                    return null;
            }
        }

        void Fill(Document from, Dictionary<long, Object> made)
        {
            Object one = made[from.Id];
            if (one is Transform place)
            {
                long father = Number(from.Reference("m_Father", "fileID"));
                if (father != 0)
                {
                    place.SetParent((Transform)made[father], false);
                }
                return;
            }
            foreach (FieldInfo field in Copies.Serialised(one.GetType()))
            {
                if (from.Has(field.Name))
                {
                    field.SetValue(one, Value(field.FieldType, from, field.Name, made));
                }
            }
        }

        object Value(Type kind, Document from, string name, Dictionary<long, Object> made)
        {
            if (typeof(Object).IsAssignableFrom(kind))
            {
                long id = Number(from.Reference(name, "fileID"));
                string file = from.Reference(name, "guid");
                if (id == 0)
                {
                    return null;
                }
                Object found = file.Length == 0 ? made[id] : Read(_files[file])[id];
                return found;
            }
            string text = from.Text(name);
            if (kind == typeof(string))
            {
                return text;
            }
            if (kind == typeof(bool))
            {
                return text == "1";
            }
            if (kind.IsEnum)
            {
                return Enum.ToObject(kind, int.Parse(text, CultureInfo.InvariantCulture));
            }
            return Convert.ChangeType(text, kind, CultureInfo.InvariantCulture);
        }

        Type Script(string id)
        {
            if (!_files.TryGetValue(id, out string file))
            {
                throw new FormatException($"no file has the id {id}");
            }
            string name = Path.GetFileNameWithoutExtension(file);
            return AppDomain.CurrentDomain.GetAssemblies().SelectMany(a => a.GetTypes())
                .First(t => t.Name == name && typeof(Object).IsAssignableFrom(t));
        }

        static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
    }
}
