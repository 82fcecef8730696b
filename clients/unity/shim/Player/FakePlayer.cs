using System;
using System.Collections.Generic;
using System.Linq;
using UnityEngine;
using Object = UnityEngine.Object;

namespace Affekt.Shim
{
    /// <summary>A fake of Unity's player: calls scripts in its order, frame by frame, and keeps what they say.</summary>
    public static class FakePlayer
    {
        static readonly List<GameObject> All = new List<GameObject>();
        static readonly HashSet<Object> Kept = new HashSet<Object>();
        static readonly List<Object> Doomed = new List<Object>();
        static readonly List<MonoBehaviour> Scripts = new List<MonoBehaviour>();

        /// <summary>Seconds that were played.</summary>
        public static double Seconds { get; private set; }

        /// <summary>What went wrong: exceptions in scripts, and errors that were told.</summary>
        public static List<string> Faults { get; } = new List<string>();

        /// <summary>What was said: "kind: text".</summary>
        public static List<string> Said { get; } = new List<string>();

        /// <summary>Is told each line that is said.</summary>
        public static Action<string> Saying { get; set; }

        /// <summary>Whether a script asked to end.</summary>
        public static bool Quitting { get; set; }

        internal static IReadOnlyList<GameObject> Objects => All;

        /// <summary>Begin a game with nothing in it.</summary>
        public static void Reset()
        {
            foreach (GameObject one in All.ToArray())
            {
                Kill(one);
            }
            All.Clear();
            Kept.Clear();
            Doomed.Clear();
            Scripts.Clear();
            Faults.Clear();
            Said.Clear();
            Messages.Reset();
            FakeAudio.Reset();
            Seconds = 0.0;
            Time.time = Time.deltaTime = 0f;
            Time.frameCount = 0;
            Time.timeScale = 1f;
            AudioListener.pause = false;
            Quitting = false;
        }

        /// <summary>Play one frame of so many seconds; the audio clock goes the same way, in whole buffers.</summary>
        public static void Frame(double seconds)
        {
            Seconds += seconds;
            Time.deltaTime = (float)(seconds * Time.timeScale);
            Time.time += Time.deltaTime;
            Time.frameCount++;
            FakeAudio.AdvanceTo(Seconds);
            MonoBehaviour[] scripts = Living();
            foreach (MonoBehaviour one in scripts)
            {
                Start(one);
            }
            Tell(scripts, "Update");
            Tell(scripts, "LateUpdate");
            FakeGui.Begin();
            Tell(scripts, "OnGUI");
            FakeGui.End();
            FakeInput.EndFrame();
            foreach (Object one in Doomed.ToArray())
            {
                Kill(one);
            }
            Doomed.Clear();
        }

        /// <summary>Tell all scripts that the window lost or got the focus.</summary>
        public static void Focus(bool has)
        {
            foreach (MonoBehaviour one in Living())
            {
                Messages.Send(one, "OnApplicationFocus", has);
            }
        }

        /// <summary>Load another scene: what is not kept goes.</summary>
        public static void Leave()
        {
            foreach (GameObject one in All.Where(o => o.transform.parent == null && !Kept.Contains(o)).ToArray())
            {
                Kill(one);
            }
        }

        internal static void Guard(Action call)
        {
            try
            {
                call();
            }
            catch (Exception error)
            {
                Say("exception", error);
            }
        }

        internal static void Say(string kind, object what)
        {
            string line = $"{kind}: {what}";
            Said.Add(line);
            if (kind == "error" || kind == "exception")
            {
                Faults.Add(line);
            }
            Saying?.Invoke(line);
        }

        internal static void Add(GameObject one) => All.Add(one);

        internal static void Added(Component one)
        {
            if (one is AudioSource source)
            {
                FakeAudio.Sources.Add(source);
            }
            if (one is MonoBehaviour script)
            {
                Scripts.Add(script);
                Scripts.Sort((a, b) => Order(a).CompareTo(Order(b)));
                Wake(script);
            }
        }

        internal static void Switched(Object one)
        {
            foreach (MonoBehaviour script in Scripts.ToArray())
            {
                if (one is Behaviour ? ReferenceEquals(script, one) : script.gameObject != null)
                {
                    Wake(script);
                }
            }
        }

        internal static void Keep(Object one) => Kept.Add(one is Component part ? part.gameObject : one);

        internal static void Doom(Object one)
        {
            if (one != null)
            {
                Doomed.Add(one);
            }
        }

        internal static void Kill(Object one)
        {
            if (one is null || one.Destroyed)
            {
                return;
            }
            if (one is GameObject thing)
            {
                while (thing.transform.childCount > 0)
                {
                    Kill(thing.transform.GetChild(0).gameObject);
                }
                foreach (Component part in thing.Parts.ToArray())
                {
                    KillPart(part);
                }
                thing.transform.Orphan();
                All.Remove(thing);
            }
            else if (one is Component part)
            {
                KillPart(part);
                part.gameObject.Remove(part);
            }
            one.MarkDestroyed();
        }

        /// <summary>Make what was put together by hand or read from a file begin to live.</summary>
        internal static void WakeAll(GameObject one)
        {
            foreach (Component part in one.Parts.ToArray())
            {
                if (part is MonoBehaviour script)
                {
                    Wake(script);
                }
            }
            for (int i = 0; i < one.transform.childCount; i++)
            {
                WakeAll(one.transform.GetChild(i).gameObject);
            }
        }

        static void KillPart(Component part)
        {
            if (part is AudioSource source)
            {
                FakeAudio.Sources.Remove(source);
            }
            if (part is MonoBehaviour script)
            {
                if (script.Active)
                {
                    script.Active = false;
                    Messages.Send(script, "OnDisable");
                }
                if (script.Awoken)
                {
                    Messages.Send(script, "OnDestroy");
                }
                Scripts.Remove(script);
            }
            part.MarkDestroyed();
        }

        static void Wake(MonoBehaviour one)
        {
            bool on = one.gameObject.activeInHierarchy;
            if (on && !one.Awoken)
            {
                one.Awoken = true;
                Messages.Send(one, "Awake");
            }
            bool active = on && one.enabled;
            if (active != one.Active)
            {
                one.Active = active;
                Messages.Send(one, active ? "OnEnable" : "OnDisable");
            }
        }

        static void Start(MonoBehaviour one)
        {
            if (!one.Started && one.Active)
            {
                one.Started = true;
                Messages.Send(one, "Start");
            }
        }

        static void Tell(MonoBehaviour[] scripts, string message)
        {
            foreach (MonoBehaviour one in scripts)
            {
                if (one.Active && one.Started)
                {
                    Messages.Send(one, message);
                }
            }
        }

        static MonoBehaviour[] Living() => Scripts.Where(s => s.Active).ToArray();

        static int Order(MonoBehaviour one) =>
            one.GetType().GetCustomAttributes(typeof(DefaultExecutionOrder), true).Cast<DefaultExecutionOrder>()
                .Select(o => o.order).FirstOrDefault();
    }
}
