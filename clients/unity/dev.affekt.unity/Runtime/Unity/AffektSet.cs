using System;
using System.Collections.Generic;
using Affekt.Play;
using UnityEngine;

namespace Affekt.Unity
{
    /// <summary>
    /// A set that the game brings along: its `set.json`, its `baked.json` where it is to play without a server, and its
    /// recordings as clips. The menu "Affekt ▸ Bring a set…" makes one of a folder.
    /// </summary>
    [CreateAssetMenu(fileName = "AffektSet", menuName = "Affekt/Set")]
    public sealed class AffektSet : ScriptableObject
    {
        [SerializeField, Tooltip("The set's set.json.")]
        TextAsset manifest;

        [SerializeField, Tooltip("What 'affekt sets bake' wrote; wanted only for playing without a server.")]
        TextAsset baked;

        [SerializeField, Tooltip("Every recording that set.json names.")]
        List<Recording> recordings = new List<Recording>();

        Dictionary<string, AudioClip> _clips;
        MusicSet _shape;

        /// <summary>What the set says of itself; null where there is no manifest, or a broken one.</summary>
        public MusicSet Shape => _shape ?? (_shape = Read());

        /// <summary>The baked table's text; empty where there is none.</summary>
        public string Baked => baked == null ? "" : baked.text;

        /// <summary>Fill it from code: what the editor's menu does.</summary>
        public void Fill(TextAsset setJson, TextAsset bakedJson, IEnumerable<Recording> clips)
        {
            manifest = setJson;
            baked = bakedJson;
            recordings = new List<Recording>(clips);
            _clips = null;
            _shape = null;
        }

        /// <summary>The clip of a file; null where the game did not bring it.</summary>
        public AudioClip Clip(string file)
        {
            if (_clips == null)
            {
                _clips = new Dictionary<string, AudioClip>();
                foreach (Recording one in recordings)
                {
                    _clips[one.file] = one.clip;
                }
            }
            return _clips.TryGetValue(file, out AudioClip found) ? found : null;
        }

        /// <summary>What is wrong with it, a sentence each; empty where nothing is.</summary>
        public List<string> Faults()
        {
            var found = new List<string>();
            if (Shape == null)
            {
                found.Add($"{name}: no readable set.json; use the menu Affekt ▸ Bring a set…");
                return found;
            }
            int missing = 0;
            int packed = 0;
            foreach (string file in Shape.Frames.Keys)
            {
                missing += Clip(file) == null ? 1 : 0;
            }
            foreach (Recording one in recordings)
            {
                packed += one.clip != null && one.clip.loadType != AudioClipLoadType.DecompressOnLoad ? 1 : 0;
            }
            if (packed > 0 && Application.platform == RuntimePlatform.WebGLPlayer)
            {
                found.Add($"{name}: {packed} recordings are not Decompress On Load, so that layers drift apart in WebGL; use the menu Affekt ▸ Bring a set… again");
            }
            if (missing > 0)
            {
                found.Add($"{name}: {missing} recordings of set.json have no clip; use the menu Affekt ▸ Bring a set… again");
            }
            return found;
        }

        MusicSet Read()
        {
            if (manifest == null)
            {
                return null;
            }
            try
            {
                return MusicSet.Read(manifest.text);
            }
            catch (FormatException error)
            {
                Debug.LogError($"{name}: set.json, {error.Message}", this);
                return null;
            }
        }
    }
}
