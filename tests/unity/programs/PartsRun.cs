using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Affekt;
using Affekt.Editor;
using Affekt.Play;
using Affekt.Protocol;
using Affekt.Shim;
using Affekt.Unity;
using Affekt.Unity.XR;
using UnityEditor;
using UnityEngine;
using UnityEngine.XR;

/// <summary>Tries the small parts of the package in the stand-in engine: PART FOLDER. Prints "ok", or what is wrong.</summary>
static class PartsRun
{
    static int Main(string[] a)
    {
        FakePlayer.Reset();
        try
        {
            switch (a[0])
            {
                case "motion":
                    Motion();
                    break;
                case "face":
                    Face();
                    break;
                case "monitor":
                    Monitor();
                    break;
                case "bring":
                    Bring(a[1]);
                    break;
                case "faults":
                    Faults();
                    break;
                case "keep":
                    Keep();
                    break;
                case "steady":
                    Steady(a[1]);
                    break;
                default:
                    throw new ArgumentException(a[0]);
            }
        }
        catch (Exception error)
        {
            Console.Out.WriteLine(error);
            return 1;
        }
        Console.Out.WriteLine("ok");
        return 0;
    }

    static void Must(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what + "; said: " + string.Join(" / ", FakePlayer.Said));
        }
    }

    static SaidSource Source() => new GameObject("said").AddComponent<SaidSource>();

    static void Motion()
    {
        SaidSource said = Source();
        var motion = new GameObject("motion").AddComponent<AffektMotion>();
        motion.Source = said;
        Play(1.0);
        Must(said.Requests.Count == 0, "no headset says nothing");
        InputDevices.Velocities[XRNode.RightHand] = new Vector3(0f, 2f, 0f);
        InputDevices.Velocities[XRNode.Head] = new Vector3(40f, 0f, 0f);
        Play(10.0);
        Evidence last = said.Requests.Last().Sense.Appraised;
        Must(last.Source == "motion" && last.Arousal > 0.7 && last.Arousal < 0.9 && last.Valence == null, "a wild hand is arousal");
        Must(Math.Abs(said.Requests.Count - 20) <= 1, "twice a second");
        Must(AffektMotion.ArousalOf(0f) == 0.15f && AffektMotion.ArousalOf(99f) == 0.9f, "bounds");
    }

    static void Face()
    {
        SaidSource said = Source();
        var thing = new GameObject("face");
        var face = thing.AddComponent<AffektFace>();
        face.Source = said;
        face.Face = thing.AddComponent<SkinnedMeshRenderer>();
        face.Face.sharedMesh = new Mesh { Shapes = new[] { "Head.mouthSmileLeft", "Head.mouthSmileRight", "other" } };
        face.Face.SetBlendShapeWeight(0, 60f);
        face.Face.SetBlendShapeWeight(1, 60f);
        face.Raw = true;
        Play(1.1);
        Must(said.Requests.Count == 4, "a feeling and the weights, twice");
        Must(Math.Abs(said.Requests[0].Sense.Appraised.Valence.Value - 0.6) < 1e-6, "a smile is valence");
        Must(said.Requests[1].Sense.Blendshapes.Weights.Count == 2, "weights by ARKit's names");
    }

    static void Monitor()
    {
        var window = EditorWindow.GetWindow<AffektMonitor>("Affekt");
        Draw(window);
        SaidSource said = Source();
        Draw(window);
        Must(FakeGui.Written.Any(text => text.Contains("no AffektScore")), "says what is missing");
        var score = new GameObject("score").AddComponent<AffektScore>();
        Play(0.2);
        Draw(window);
        Must(FakeGui.Written.Any(text => text.StartsWith("Section", StringComparison.Ordinal)), "shows the score");
        Must(said != null && score != null && FakePlayer.Faults.Count == 0, "no fault");
    }

    static void Draw(AffektMonitor window)
    {
        Messages.Send(window, "OnGUI");
        Messages.Send(window, "OnInspectorUpdate");
    }

    static void Bring(string folder)
    {
        string home = Path.Combine(Path.GetTempPath(), "affekt-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(home);
        Directory.SetCurrentDirectory(home);
        File.WriteAllText(Path.Combine(folder, "LICENSE"), "free");
        AffektSet made = BringSet.Bring(folder, "Assets/Affekt/tones");
        Must(File.Exists("Assets/Affekt/tones/LICENSE"), "the licence comes along");
        Must(BringSet.Bring(folder, "Assets/Affekt/tones") == made, "brought again it is the same asset");
        Must(AudioImporter.Overrides["WebGL"].loadType == AudioClipLoadType.DecompressOnLoad, "the web keeps lock");
        Must(made != null && made.Faults().Count == 0, "the set is whole");
        Must(made.Clip("audio/combat_bed.wav") != null && made.Baked.Length > 0, "recordings and table are there");
        Must(AssetDatabase.Made.ContainsKey("Assets/Affekt/tones/tones.asset"), "an asset was made");
        FakeClips.LoadType = AudioClipLoadType.CompressedInMemory;
        Must(made.Faults().Count == 0, "recordings may be compressed");
        Application.platform = RuntimePlatform.WebGLPlayer;
        Must(made.Faults().Single().Contains("Decompress"), "but not on the web");
        Must(BringSet.Bring(home, "Assets/Affekt/none") == null, "no set is refused");
        Must(FakePlayer.Said.Last().Contains("affekt sets build"), "and says what to do");
        Directory.SetCurrentDirectory(Path.GetTempPath());
        Directory.Delete(home, true);
    }

    static void Faults()
    {
        var session = new GameObject("session").AddComponent<AffektSession>();
        Must(FakePlayer.Faults.Single().Contains("Create"), "a session without a connection says what to do");
        var connection = ScriptableObject.CreateInstance<AffektConnection>();
        connection.Server = "nowhere";
        Must(connection.Fault().Contains("http://127.0.0.1:8787"), "an address that is none");
        connection.Wire = WireKind.Osc;
        Must(connection.Fault().Contains("HOST:PORT"), "OSC wants a port");
        connection.Wire = WireKind.Grpc;
        connection.Server = "http://127.0.0.1:50051";
        Must(connection.Fault().Contains("HttpHandler"), "gRPC wants a handler");
        var broken = ScriptableObject.CreateInstance<AffektSet>();
        broken.Fill(new TextAsset("{\"sections\": {"), null, new List<Recording>());
        FakePlayer.Faults.Clear();
        Must(broken.Shape == null && FakePlayer.Faults[0].Contains("line 1"), "a broken set.json is told with its line");
        Must(!session.IsLive, "and nothing runs");
        var mixer = new GameObject("mixer").AddComponent<AffektMixer>();
        mixer.MusicSet = broken;
        mixer.Source = Source();
        FakePlayer.Faults.Clear();
        Play(0.5);
        Must(FakePlayer.Faults.All(fault => fault.Contains("set.json")), "a mixer without a set is silent");
        FakePlayer.Faults.Clear();
        foreach (ScoreMode mode in Enum.GetValues(typeof(ScoreMode)))
        {
            var score = new GameObject("score").AddComponent<AffektScore>();
            score.Mode = mode;
            score.Session = session;
            score.enabled = false;
            score.enabled = true;
            score.Event("explore");
            score.State("threat", 0.5);
            Play(3.0);
            score.Session = null;
        }
        Must(FakePlayer.Faults.Count == 0, "a score without a server and without a set waits");
    }

    static void Keep()
    {
        var connection = ScriptableObject.CreateInstance<AffektConnection>();
        connection.Server = "http://127.0.0.1:9";
        var thing = new GameObject("session");
        thing.SetActive(false);
        var session = thing.AddComponent<AffektSession>();
        session.Connection = connection;
        thing.SetActive(true);
        Play(0.1);
        FakePlayer.Leave();
        Must(UnityEngine.Object.FindObjectOfType<AffektSession>() == session, "it stays when another scene is loaded");
        UnityEngine.Object.DestroyImmediate(thing);
        Must(session == null && FakePlayer.Faults.Count == 0, "and goes when it is destroyed");
    }

    static void Steady(string folder)
    {
        AffektSet set = Sets.Bring(folder);
        var player = new Silent();
        var score = new MixScore(set.Shape, player);
        var e = new ScoreEvent { Id = 1, DecidedFrame = 0, Frame = 4800, Tick = 0, Bar = 1, Beat = 1.0 };
        SectionAct section = e.MakeSection();
        section.Section = "exploration";
        section.Fade = Fade.Disabled;
        score.Take(e);
        foreach (string layer in set.Shape.Layers)
        {
            var one = new ScoreEvent { Id = ++e.Id, Frame = 4800 };
            one.MakeLayer().Layer = layer;
            score.Take(one);
        }
        long frame = 0;
        for (; frame < 96000; frame += 480)
        {
            score.Desk.Advance(frame, frame + 4800, frame + 19200);
        }
        Must(player.Begun == set.Shape.Layers.Count, "every layer was begun once");
        long before = GC.GetAllocatedBytesForCurrentThread();
        double gain = 0.0;
        for (int i = 0; i < 300; i++, frame += 480)
        {
            score.Desk.Advance(frame, frame + 4800, frame + 19200);
            gain += player.Last.GainAt(frame);
        }
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Must(bytes == 0, $"{bytes} bytes were allocated in 300 frames");
        Must(Math.Abs(gain - 300.0) < 1e-6, "at full level");
    }

    static void Play(double seconds)
    {
        for (double t = 0.0; t < seconds; t += 0.02)
        {
            FakePlayer.Frame(0.02);
        }
    }

    sealed class Silent : IMixPlayer
    {
        public int Begun { get; private set; }

        public Strand Last { get; private set; }

        public long FramesOf(string file) => 480000;

        public void Play(Strand strand)
        {
            Begun++;
            Last = strand;
        }

        public void End(Strand strand)
        {
        }
    }
}

/// <summary>A source that remembers what was said to it.</summary>
sealed class SaidSource : AffektSource
{
    public List<ConductRequest> Requests { get; } = new List<ConductRequest>();

    public override bool IsLive => true;

    protected override ScoreSource Make() => new SaidScore(Requests);

    sealed class SaidScore : ScoreSource
    {
        readonly List<ConductRequest> _into;

        public SaidScore(List<ConductRequest> into)
        {
            _into = into;
        }

        public override double FrameNow() => FakePlayer.Seconds * 48000.0;

        public override bool Say(ConductRequest request)
        {
            var copy = new ConductRequest();
            copy.CopyFrom(request);
            _into.Add(copy);
            return true;
        }
    }
}
