using System.Collections.Generic;
using System.IO;
using UnityEngine;

#pragma warning disable 1591
namespace UnityEditor
{
    public static class AssetDatabase
    {
        public static Dictionary<string, Object> Made { get; } = new Dictionary<string, Object>();

        public static void Refresh() { }

        public static void SaveAssets() { }

        public static void CreateAsset(Object asset, string path) => Made[path] = asset;

        public static T LoadAssetAtPath<T>(string path) where T : Object
        {
            if (Made.TryGetValue(path, out Object made))
            {
                return made as T;
            }
            if (!File.Exists(path))
            {
                return null;
            }
            Object found = typeof(T) == typeof(TextAsset)
                ? (Object)new TextAsset(File.ReadAllText(path))
                : AudioClip.Create(Path.GetFileName(path), 48000, 2, 48000, false);
            return (T)found;
        }
    }

    public class AssetImporter : Object
    {
        public static AssetImporter GetAtPath(string path) =>
            path.EndsWith(".ogg") || path.EndsWith(".wav") ? new AudioImporter() : new AssetImporter();

        public void SaveAndReimport() { }
    }

    public sealed class AudioImporter : AssetImporter
    {
        public AudioImporterSampleSettings defaultSampleSettings { get; set; }
        public bool loadInBackground { get; set; }
        public bool forceToMono { get; set; }

        public static Dictionary<string, AudioImporterSampleSettings> Overrides { get; } =
            new Dictionary<string, AudioImporterSampleSettings>();

        public bool SetOverrideSampleSettings(string platform, AudioImporterSampleSettings settings)
        {
            Overrides[platform] = settings;
            return true;
        }
    }

    public struct AudioImporterSampleSettings
    {
        public AudioClipLoadType loadType;
        public AudioCompressionFormat compressionFormat;
        public AudioSampleRateSetting sampleRateSetting;
        public float quality;
    }

    public enum AudioSampleRateSetting
    {
        PreserveSampleRate,
        OptimizeSampleRate,
        OverrideSampleRate,
    }
}
