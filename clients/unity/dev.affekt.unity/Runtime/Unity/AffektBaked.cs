using System;
using Affekt.Play.Baked;
using UnityEngine;

namespace Affekt.Unity
{
    /// <summary>A score without a server: decides from a set's baked table what an AffektMixer plays.</summary>
    [AddComponentMenu("Affekt/Affekt Baked")]
    [DefaultExecutionOrder(-50)]
    public sealed class AffektBaked : AffektSource
    {
        [SerializeField, Tooltip("A set with a baked.json.")]
        AffektSet musicSet;

        [SerializeField, Tooltip("Begin when the component is enabled; otherwise call Begin.")]
        bool playOnEnable = true;

        [SerializeField, Tooltip("The same seed draws the same takes.")]
        int seed = 1;

        BakedSource _baked;

        /// <summary>A set with a baked.json; another one takes effect when it begins next.</summary>
        public AffektSet MusicSet
        {
            get => musicSet;
            set
            {
                musicSet = value;
                _baked = null;
                Drop();
            }
        }

        /// <summary>Whether it begins when it is enabled.</summary>
        public bool PlayOnEnable
        {
            get => playOnEnable;
            set => playOnEnable = value;
        }

        /// <inheritdoc/>
        public override bool IsLive => _baked != null && _baked.IsPlaying;

        /// <summary>Whether the set has what it takes.</summary>
        public bool CanPlay => musicSet != null && musicSet.Baked.Length > 0;

        /// <summary>The engine-free part.</summary>
        public BakedSource Source => (BakedSource)Score;

        /// <inheritdoc/>
        internal override double DspOffset => _baked == null ? double.NaN : _baked.Offset;

        /// <summary>Begin: the first beat sounds at a time of the audio clock, 0.3 s from now at the earliest.</summary>
        public void Begin(double dspTime = 0.0, string section = "")
        {
            if (!CanPlay)
            {
                Debug.LogError("Affekt: the set has no baked.json; write it with 'affekt sets bake' and bring the set again", this);
                return;
            }
            try
            {
                TellAnew();
                Source.Begin(dspTime, section);
            }
            catch (FormatException error)
            {
                Debug.LogError($"Affekt: baked.json, {error.Message}", this);
            }
        }

        /// <summary>End at once.</summary>
        public void End()
        {
            _baked?.End();
            TellAnew();
        }

        /// <inheritdoc/>
        protected override Affekt.ScoreSource Make()
        {
            _baked = new BakedSource(musicSet.Baked, () => AudioSettings.dspTime, (ulong)seed);
            return _baked;
        }

        void OnEnable()
        {
            if (playOnEnable && CanPlay)
            {
                Begin();
            }
        }

        void Update() => _baked?.Poll();

        void OnDisable() => _baked?.End();
    }
}
