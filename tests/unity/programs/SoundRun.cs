using System;
using System.Collections.Generic;
using System.Linq;
using Affekt;
using Affekt.Protocol;
using Affekt.Shim;
using Affekt.Unity;
using UnityEngine;

/// <summary>Tries what befalls the sound of a game in the stand-in engine: PART FOLDER. Prints "ok", or what is wrong.</summary>
static class SoundRun
{
    const double Buffer = 1024.0;
    static readonly System.Random Chance = new System.Random(3);

    static int Main(string[] a)
    {
        FakePlayer.Reset();
        AudioSettings.outputSampleRate = 48000;
        FakeAudio.BufferFrames = (int)Buffer;
        try
        {
            switch (a[0])
            {
                case "pause":
                    Pause(a[1], () => AudioListener.pause = true, () => AudioListener.pause = false);
                    break;
                case "stop":
                    Pause(a[1], () => FakeAudio.Stopped = true, () => FakeAudio.Stopped = false);
                    break;
                case "drift":
                    Drift(a[1]);
                    break;
                case "place":
                    Places(a[1]);
                    break;
                case "device":
                    Device(a[1]);
                    break;
                case "stream":
                    Stream();
                    break;
                case "baked":
                    Baked(a[1]);
                    break;
                case "burst":
                    Burst(a[1]);
                    break;
                default:
                    throw new ArgumentException(a[0]);
            }
            Must(FakePlayer.Faults.Count == 0, "no fault");
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

    static void Play(double seconds)
    {
        for (double until = FakePlayer.Seconds + seconds; FakePlayer.Seconds < until;)
        {
            FakePlayer.Frame(0.006 + 0.02 * Chance.NextDouble());
        }
    }

    static AffektMixer Mixer(string folder, AffektSource source)
    {
        AffektMixer mixer = new GameObject("mixer").AddComponent<AffektMixer>();
        mixer.MusicSet = Sets.Bring(folder);
        mixer.Source = source;
        return mixer;
    }

    static WallSource Begin(string folder, out AffektMixer mixer)
    {
        WallSource source = new GameObject("wall").AddComponent<WallSource>();
        mixer = Mixer(folder, source);
        Play(0.2);
        source.Enter(mixer.MusicSet.Shape.Layers);
        Play(2.0);
        Must(mixer.Sounding >= mixer.MusicSet.Shape.Layers.Count, "every layer sounds");
        return source;
    }

    static IEnumerable<AffektVoice> Voices(AffektMixer mixer)
    {
        for (int i = 0; i < mixer.transform.childCount; i++)
        {
            yield return mixer.transform.GetChild(i).gameObject.GetComponent<AffektVoice>();
        }
    }

    /// <summary>Frames by which what sounds is early or late: the worst of those that play.</summary>
    static double Off(AffektMixer mixer)
    {
        double now = mixer.Source.FrameNow;
        double worst = Math.Abs(mixer.FrameAt(AudioSettings.dspTime) - now);
        int playing = 0;
        foreach (AffektVoice one in Voices(mixer).Where(v => v.Strand != null && v.Starts <= AudioSettings.dspTime))
        {
            AudioSource player = one.GetComponent<AudioSource>();
            Must(player.isPlaying, "a voice that has its turn plays");
            double due = now - one.Strand.Start + one.Strand.Offset;
            worst = Math.Max(worst, Math.Abs(player.timeSamples - due));
            playing++;
        }
        Must(playing > 0, "something plays");
        return worst;
    }

    static void Pause(string folder, Action hold, Action goOn)
    {
        FakeAudio.Offset = 3.7;
        Begin(folder, out AffektMixer mixer);
        Must(Off(mixer) < 2 * Buffer, $"{Off(mixer)} frames off before");
        hold();
        Play(1.3);
        goOn();
        Play(0.5);
        Must(Off(mixer) < 2 * Buffer, $"{Off(mixer)} frames off after");
        double peak = 0.0;
        FakeAudio.Heard = buffer => peak = Math.Max(peak, buffer.Max());
        Play(0.2);
        Must(peak > 0.02, "and it is heard");
    }

    static void Drift(string folder)
    {
        FakeAudio.Offset = -0.4;
        FakeAudio.Drift = 200e-6;
        int stopped = 0;
        Begin(folder, out AffektMixer mixer);
        FakeAudio.Stopping = one => stopped += one.isPlaying ? 1 : 0;
        for (int i = 0; i < 30; i++)
        {
            Play(1.0);
            FakePlayer.Frame(0.3);
            Must(Math.Abs(mixer.FrameAt(AudioSettings.dspTime) - mixer.Source.FrameNow) < 2 * Buffer, "the clock is followed");
        }
        Must(stopped == 0, "drift and hitches stop nothing");
    }

    static void Places(string folder)
    {
        WallSource source = new GameObject("wall").AddComponent<WallSource>();
        AffektMixer mixer = Mixer(folder, source);
        var place = new GameObject("place");
        place.transform.position = new Vector3(1f, 2f, 3f);
        string layer = mixer.MusicSet.Shape.Layers[0];
        mixer.Places.Add(new LayerPlace { layer = layer, place = place.transform });
        Play(0.2);
        source.Enter(mixer.MusicSet.Shape.Layers);
        Play(1.0);
        AffektVoice voice = Voices(mixer).Single(v => v.Strand != null && v.Strand.Layer == layer);
        Must(voice.GetComponent<AudioSource>().spatialBlend == 1f, "it stands somewhere");
        Must(voice.transform.position.z == 3f, "at its place");
        place.transform.position = new Vector3(1f, 2f, 9f);
        Play(0.05);
        Must(voice.transform.position.z == 9f, "and goes with it");
        UnityEngine.Object.DestroyImmediate(place);
        Play(1.0);
        Must(FakePlayer.Faults.Count == 0, "a place that is gone stops nothing");
        Must(Off(mixer) < 2 * Buffer && voice.transform.position.z == 9f, "it sounds on where it was");
        UnityEngine.Object.DestroyImmediate(voice.gameObject);
        Play(20.0);
        Must(Off(mixer) < 2 * Buffer && mixer.Sounding >= mixer.MusicSet.Shape.Layers.Count, "a voice that is destroyed is made anew");
    }

    static void Device(string folder)
    {
        Begin(folder, out AffektMixer mixer);
        FakeAudio.ChangeDevice(44100, 512);
        Play(0.5);
        Must(mixer.Sounding >= mixer.MusicSet.Shape.Layers.Count, "every layer sounds again");
        double now = mixer.Source.FrameNow;
        Must(Math.Abs(mixer.FrameAt(AudioSettings.dspTime) - now) < 2 * Buffer, "in time");
        Must(Off(mixer) < 2 * Buffer, $"{Off(mixer)} frames off");
        mixer.enabled = false;
        FakeAudio.ChangeDevice(48000, 1024);
        FakePlayer.Reset();
        AffektBaked baked = Bake(folder, out AffektMixer local);
        Play(3.0);
        double before = baked.FrameNow;
        FakeAudio.ChangeDevice(44100, 512);
        Play(0.5);
        Must(baked.FrameNow > before && baked.FrameNow < before + 48000, "a baked table goes on");
        Must(Off(local) < 2 * Buffer, $"{Off(local)} frames off");
    }

    static void Stream()
    {
        var thing = new GameObject("stream");
        AffektAudioSource stream = thing.AddComponent<AffektAudioSource>();
        AudioSource player = thing.GetComponent<AudioSource>();
        Play(0.1);
        FakeAudio.ChangeDevice(44100, 512);
        Play(0.1);
        Must(player.isPlaying && player.clip.frequency == 44100, "the stream plays on the other device");
        UnityEngine.Object.DestroyImmediate(thing);
        FakeAudio.ChangeDevice(48000, 512);
        Must(stream == null, "and hears nothing once it is gone");
    }

    static AffektBaked Bake(string folder, out AffektMixer mixer)
    {
        var thing = new GameObject("baked");
        thing.SetActive(false);
        AffektBaked baked = thing.AddComponent<AffektBaked>();
        baked.MusicSet = Sets.Bring(folder);
        mixer = Mixer(folder, baked);
        thing.SetActive(true);
        return baked;
    }

    static void Baked(string folder)
    {
        foreach (int frames in new[] { 256, 1024, 2048 })
        {
            FakePlayer.Reset();
            FakeAudio.BufferFrames = frames;
            AffektBaked baked = Bake(folder, out AffektMixer mixer);
            Play(1.0);
            double least = double.MaxValue;
            double most = double.MinValue;
            var grid = new List<double>();
            for (int i = 0; i < 1200; i++)
            {
                AudioListener.pause = i > 600 && i < 660;
                FakePlayer.Frame(0.006 + 0.02 * Chance.NextDouble());
                least = Math.Min(least, mixer.FrameAt(0.0));
                most = Math.Max(most, mixer.FrameAt(0.0));
                grid.AddRange(Voices(mixer).Where(v => v.Strand != null).Select(v => v.Starts * 48000.0 - v.Strand.Start));
            }
            Must(most - least <= 1.0, $"the clock jitters by {most - least} frames at {frames}");
            Must(grid.Count > 0 && grid.Max() - grid.Min() <= 1.0, $"the beats jitter by {grid.Max() - grid.Min()} frames at {frames}");
            Must(Math.Abs(baked.FrameNow - mixer.HeardFrame) < 0.01, "what is decided by is what is heard");
        }
    }

    static void Burst(string folder)
    {
        Begin(folder, out AffektMixer mixer);
        mixer.Open(false);
        Play(0.2);
        double peak = 0.0;
        FakeAudio.Heard = buffer => peak = Math.Max(peak, buffer.Max());
        FakeAudio.Stopping = one => FakeAudio.MixOne();
        AffektVoice[] voices = Voices(mixer).Where(v => v.Strand != null).ToArray();
        mixer.Silence();
        Must(voices.Length > 0 && peak == 0.0, $"a peak of {peak} while voices stop");
        var data = new float[] { 1f, 1f, 1f, 1f };
        foreach (AffektVoice one in voices)
        {
            Messages.FiltersOf(one.gameObject)[0](data, 2);
        }
        Must(data.All(x => x == 0f), "a voice without a strand is silent");
    }
}

/// <summary>A source by the wall's clock, as a server's is.</summary>
sealed class WallSource : AffektSource
{
    WallScore _score;

    public override bool IsLive => true;

    /// <summary>Begin a section with all its layers 0.2 s from now.</summary>
    public void Enter(IReadOnlyList<string> layers)
    {
        var frame = (long)_score.FrameNow() + 9600;
        var e = new ScoreEvent { Id = 1, DecidedFrame = frame - 9600, Frame = frame, Tick = 0, Bar = 1, Beat = 1.0 };
        SectionAct section = e.MakeSection();
        section.Section = "exploration";
        section.Fade = Fade.Disabled;
        _score.Tell(e);
        foreach (string layer in layers)
        {
            var one = new ScoreEvent { Id = ++e.Id, DecidedFrame = frame - 9600, Frame = frame };
            one.MakeLayer().Layer = layer;
            _score.Tell(one);
        }
    }

    protected override ScoreSource Make() => _score = new WallScore();

    sealed class WallScore : ScoreSource
    {
        public void Tell(ScoreEvent e) => Decide(e);

        public override double FrameNow() => FakePlayer.Seconds * 48000.0 + 4800.0;

        public override bool Say(ConductRequest request) => true;
    }
}
