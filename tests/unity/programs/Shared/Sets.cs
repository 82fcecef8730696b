using System.Collections.Generic;
using System.IO;
using System.Linq;
using Affekt.Unity;
using UnityEngine;

/// <summary>A set's folder as the asset that the editor would make of it.</summary>
static class Sets
{
    public static AffektSet Bring(string folder)
    {
        var set = ScriptableObject.CreateInstance<AffektSet>();
        set.name = Path.GetFileName(folder);
        IEnumerable<Recording> clips = Directory.GetFiles(folder, "*.wav", SearchOption.AllDirectories).OrderBy(p => p)
            .Select(p => new Recording { file = Path.GetRelativePath(folder, p).Replace('\\', '/'), clip = Wav.Read(p) });
        string baked = Path.Combine(folder, "baked.json");
        set.Fill(
            new TextAsset(File.ReadAllText(Path.Combine(folder, "set.json"))),
            File.Exists(baked) ? new TextAsset(File.ReadAllText(baked)) : null,
            clips);
        return set;
    }
}
