using System.Collections.Generic;
using System.IO;
using Affekt.Unity;
using UnityEditor;
using UnityEngine;

namespace Affekt.Editor
{
    /// <summary>Affekt ▸ Bring a set…: copies a set's folder into the project and makes an AffektSet of it.</summary>
    public static class BringSet
    {
        /// <summary>Ask for the folder, and bring it.</summary>
        [MenuItem("Affekt/Bring a set...")]
        public static void Ask()
        {
            string folder = EditorUtility.OpenFolderPanel("A set: the folder that holds set.json", "", "");
            if (folder.Length > 0)
            {
                Bring(folder, "Assets/Affekt/" + Path.GetFileName(folder));
            }
        }

        /// <summary>Copy a set's folder to a place below Assets, and make an AffektSet of it; null where it is no set.</summary>
        public static AffektSet Bring(string folder, string into)
        {
            if (!File.Exists(Path.Combine(folder, "set.json")))
            {
                EditorUtility.DisplayDialog(
                    "Affekt", "There is no set.json in this folder. Build the set with 'affekt sets build' or bake it with 'affekt sets bake'.", "OK");
                return null;
            }
            Copy(folder, into);
            AssetDatabase.Refresh();
            var clips = new List<Recording>();
            foreach (string path in Directory.GetFiles(into, "*", SearchOption.AllDirectories))
            {
                string place = path.Replace('\\', '/');
                AudioImporter importer = AssetImporter.GetAtPath(place) as AudioImporter;
                if (importer != null)
                {
                    Settle(importer);
                    string file = place.Substring(into.Length + 1);
                    clips.Add(new Recording { file = file, clip = AssetDatabase.LoadAssetAtPath<AudioClip>(place) });
                }
            }
            string asset = into + "/" + Path.GetFileName(into) + ".asset";
            AffektSet known = AssetDatabase.LoadAssetAtPath<AffektSet>(asset);
            AffektSet made = known != null ? known : ScriptableObject.CreateInstance<AffektSet>();
            made.Fill(
                AssetDatabase.LoadAssetAtPath<TextAsset>(into + "/set.json"),
                AssetDatabase.LoadAssetAtPath<TextAsset>(into + "/baked.json"),
                clips);
            if (known == null)
            {
                AssetDatabase.CreateAsset(made, asset);
            }
            EditorUtility.SetDirty(made);
            AssetDatabase.SaveAssets();
            foreach (string fault in made.Faults())
            {
                Debug.LogWarning("Affekt: " + fault, made);
            }
            return made;
        }

        /// <summary>Keep recordings compressed in memory, loaded ahead, at their own rate; on the web, which keeps no lock otherwise, decompressed.</summary>
        static void Settle(AudioImporter importer)
        {
            AudioImporterSampleSettings settings = importer.defaultSampleSettings;
            settings.loadType = AudioClipLoadType.CompressedInMemory;
            settings.compressionFormat = AudioCompressionFormat.Vorbis;
            settings.quality = 0.7f;
            settings.sampleRateSetting = AudioSampleRateSetting.PreserveSampleRate;
            importer.defaultSampleSettings = settings;
            settings.loadType = AudioClipLoadType.DecompressOnLoad;
            importer.SetOverrideSampleSettings("WebGL", settings);
            importer.loadInBackground = false;
            importer.forceToMono = false;
            importer.SaveAndReimport();
        }

        static void Copy(string from, string into)
        {
            Directory.CreateDirectory(into);
            foreach (string path in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            {
                string ending = Path.GetExtension(path);
                bool licence = Path.GetFileName(path).StartsWith("LICENSE", System.StringComparison.OrdinalIgnoreCase);
                if (licence || ending == ".ogg" || ending == ".wav" || ending == ".flac" || ending == ".json" || ending == ".md")
                {
                    string to = Path.Combine(into, Path.GetRelativePath(from, path));
                    Directory.CreateDirectory(Path.GetDirectoryName(to));
                    File.Copy(path, to, true);
                }
            }
        }
    }
}
