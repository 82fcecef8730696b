using System;
using UnityEngine;
using UnityEngine.XR;

namespace Affekt.Unity.XR
{
    /// <summary>
    /// Tells how fast head and hands move as evidence of arousal. A player who swings a sword is not always excited, so it
    /// weighs little, and the game's own events lead.
    /// </summary>
    [AddComponentMenu("Affekt/Affekt Motion (XR)")]
    public sealed class AffektMotion : MonoBehaviour
    {
        const float Still = 0.05f;
        const float Wild = 2.5f;
        const float Jump = 12f;
        const float SmoothS = 1.5f;

        [SerializeField, Tooltip("Who is told.")]
        AffektSource source;

        [SerializeField, Min(0.1f), Tooltip("Seconds between two readings.")]
        float every = 0.5f;

        [SerializeField, Range(0.01f, 1f), Tooltip("How far motion is trusted.")]
        float reliability = 0.2f;

        float _since;

        /// <summary>Who is told.</summary>
        public AffektSource Source
        {
            get => source;
            set => source = value;
        }

        /// <summary>Metres a second of the fastest part, smoothed.</summary>
        public float Speed { get; private set; }

        /// <summary>The arousal that a speed hints at, 0.15 to 0.9.</summary>
        public static float ArousalOf(float metresASecond)
        {
            float share = Mathf.Clamp01((metresASecond - Still) / (Wild - Still));
            return Mathf.Lerp(0.15f, 0.9f, Mathf.Sqrt(share));
        }

        void Update()
        {
            bool there = Fastest(out float fastest);
            Speed += (fastest - Speed) * (1f - (float)Math.Exp(-Time.deltaTime / SmoothS));
            _since += Time.deltaTime;
            if (_since >= every && there && source != null)
            {
                _since = 0f;
                source.Evidence("motion", arousal: ArousalOf(Speed), reliability: reliability);
            }
        }

        static bool Fastest(out float fastest)
        {
            fastest = 0f;
            bool there = Look(XRNode.Head, ref fastest);
            there |= Look(XRNode.LeftHand, ref fastest);
            return Look(XRNode.RightHand, ref fastest) || there;
        }

        static bool Look(XRNode node, ref float fastest)
        {
            InputDevice device = InputDevices.GetDeviceAtXRNode(node);
            if (!device.isValid || !device.TryGetFeatureValue(CommonUsages.deviceVelocity, out Vector3 velocity))
            {
                return false;
            }
            float speed = velocity.magnitude;
            fastest = speed < Jump ? Mathf.Max(fastest, speed) : fastest;
            return true;
        }
    }
}
