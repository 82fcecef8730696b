using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Affekt;
using Affekt.Protocol;
using Affekt.Shim;
using Affekt.Unity;
using Affekt.Wire;
using UnityEngine;

/// <summary>
/// Plays a log of decisions on the mixer in the stand-in engine: SET DECISIONS OUT SECONDS RATE WORLD. In a `calm` world decisions
/// come at once and frames are short; in a `rough` one there is a network, a clock that jitters, and frames that hitch.
/// Decisions are hex lines; what is heard is written as floats.
/// </summary>
static class MixRun
{
    static int Main(string[] a)
    {
        double seconds = double.Parse(a[3], CultureInfo.InvariantCulture);
        AudioSettings.outputSampleRate = int.Parse(a[4]);
        bool rough = a[5] == "rough";
        FakeAudio.BufferFrames = rough ? 1024 : 256;
        FakePlayer.Reset();
        FakePlayer.Saying = line => Console.Out.WriteLine(line);
        var heard = new List<float>();
        FakeAudio.Heard = buffer => heard.AddRange(buffer);
        var source = new GameObject("log").AddComponent<LogSource>();
        source.Load(File.ReadAllLines(a[1]));
        source.Rough = rough;
        AffektMixer mixer = new GameObject("mixer").AddComponent<AffektMixer>();
        mixer.MusicSet = Sets.Bring(a[0]);
        mixer.Source = source;
        var chance = new System.Random(1);
        while (FakePlayer.Seconds < seconds)
        {
            FakePlayer.Frame(!rough ? 256.0 / 48000.0 : chance.Next(200) == 0 ? 0.09 : 0.004 + 0.026 * chance.NextDouble());
        }
        Wav.Write(a[2], heard);
        Console.Out.WriteLine($"offset {source.Offset} late {mixer.Late} missing {mixer.Missing} sounding {mixer.Sounding}");
        return FakePlayer.Faults.Count > 0 ? 1 : 0;
    }
}

/// <summary>Tells a log's decisions at the frames at which they were decided.</summary>
sealed class LogSource : AffektSource
{
    readonly List<ScoreEvent> _log = new List<ScoreEvent>();
    LogScore _score;
    int _next;

    public bool Rough { get; set; }

    /// <summary>The frames of the session at time 0 of the audio clock.</summary>
    public double Offset => 4800.0;

    public override bool IsLive => true;

    public void Load(string[] lines)
    {
        var reader = new ProtoReader();
        foreach (string line in lines)
        {
            var one = new ScoreEvent();
            byte[] bytes = Convert.FromHexString(line);
            if (!reader.Decode(one, bytes, 0, bytes.Length))
            {
                throw new FormatException("not a decision");
            }
            _log.Add(one);
        }
    }

    protected override ScoreSource Make()
    {
        _score = new LogScore(this);
        return _score;
    }

    void Update()
    {
        double arrived = _score.FrameNow() - (Rough ? 1440.0 : 0.0);
        while (_next < _log.Count && _log[_next].DecidedFrame <= arrived)
        {
            _score.Tell(_log[_next++]);
        }
    }

    sealed class LogScore : ScoreSource
    {
        readonly LogSource _owner;
        readonly System.Random _chance = new System.Random(2);

        public LogScore(LogSource owner)
        {
            _owner = owner;
        }

        public void Tell(ScoreEvent e) => Decide(e);

        public override double FrameNow() =>
            FakePlayer.Seconds * 48000.0 + _owner.Offset + (_owner.Rough ? 96.0 * (_chance.NextDouble() - 0.5) : 0.0);

        public override bool Say(ConductRequest request) => true;
    }
}
