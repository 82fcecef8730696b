using System.Collections.Generic;
using Lantern.World;
using UnityEngine;

namespace Lantern
{
    /// <summary>Draws the night with discs and light: no picture of anybody's is needed.</summary>
    [AddComponentMenu("Lantern/Night Painter")]
    [RequireComponent(typeof(LanternGame))]
    public sealed class NightPainter : MonoBehaviour
    {
        const int Pixels = 64;

        readonly List<SpriteRenderer> _discs = new List<SpriteRenderer>();
        LanternGame _game;
        Sprite _disc;
        Sprite _glow;
        int _used;

        void Start()
        {
            _game = GetComponent<LanternGame>();
            _disc = Disc(false);
            _glow = Disc(true);
            Camera eye = Camera.main;
            if (eye != null)
            {
                eye.orthographic = true;
                eye.orthographicSize = 11f;
                eye.clearFlags = CameraClearFlags.SolidColor;
                eye.backgroundColor = new Color(0.015f, 0.02f, 0.035f);
            }
        }

        void LateUpdate()
        {
            Night night = _game.Night;
            Keeper keeper = night.Keeper;
            _used = 0;
            float flicker = 1f + 0.03f * Mathf.Sin(Time.time * 9f);
            Draw(_glow, keeper.Place, (float)keeper.Light * 2f * flicker, new Color(1f, 0.75f, 0.35f, keeper.Dim ? 0.12f : 0.3f), 0);
            if (keeper.FlareRests > 0.9)
            {
                Draw(_glow, keeper.Place, 9f, new Color(1f, 0.95f, 0.8f, 0.6f), 1);
            }
            foreach (Spot fire in night.Fires)
            {
                Draw(_glow, fire, 5f * flicker, new Color(1f, 0.45f, 0.15f, 0.45f), 1);
                Draw(_disc, fire, 0.5f, new Color(1f, 0.6f, 0.2f), 2);
            }
            Draw(_disc, night.Stone, 1.2f, night.Hidden.Count == 0 ? new Color(0.8f, 0.9f, 1f) : new Color(0.25f, 0.28f, 0.33f), 2);
            foreach (Spot wonder in night.Hidden)
            {
                float near = Mathf.Clamp01(1.6f - (float)(wonder.To(keeper.Place) / (keeper.Light + 2.0)));
                Draw(_glow, wonder, 2.2f, new Color(0.45f, 0.8f, 1f, 0.6f * near), 2);
            }
            foreach (Spot flask in night.Flasks)
            {
                float near = Mathf.Clamp01(1.5f - (float)(flask.To(keeper.Place) / keeper.Light));
                Draw(_disc, flask, 0.35f, new Color(0.9f, 0.8f, 0.3f, near), 3);
            }
            foreach (Hunter one in night.Hunters)
            {
                if (!one.Gone)
                {
                    float seen = Mathf.Clamp01(1.8f - (float)(one.Place.To(keeper.Place) / (keeper.Light + 1.0)));
                    Color colour = one.Strong ? new Color(0.55f, 0.1f, 0.2f, seen) : new Color(0.4f, 0.35f, 0.6f, seen);
                    Draw(_disc, one.Place, one.Strong ? 1.1f : 0.7f, one.Blind > 0.0 ? Color.Lerp(colour, Color.white, 0.5f) : colour, 4);
                }
            }
            Draw(_disc, keeper.Place, 0.6f, Color.Lerp(new Color(0.8f, 0.2f, 0.2f), new Color(1f, 0.9f, 0.7f), (float)keeper.Health), 5);
            for (int i = _used; i < _discs.Count; i++)
            {
                _discs[i].enabled = false;
            }
            Follow(keeper.Place);
        }

        void Draw(Sprite sprite, Spot place, float size, Color colour, int order)
        {
            if (_used == _discs.Count)
            {
                var made = new GameObject("disc");
                made.transform.SetParent(transform, false);
                _discs.Add(made.AddComponent<SpriteRenderer>());
            }
            SpriteRenderer one = _discs[_used++];
            one.enabled = true;
            one.sprite = sprite;
            one.color = colour;
            one.sortingOrder = order;
            one.transform.position = new Vector3((float)place.X, (float)place.Y, 0f);
            one.transform.localScale = new Vector3(size, size, 1f);
        }

        static void Follow(Spot place)
        {
            Camera eye = Camera.main;
            if (eye != null)
            {
                eye.transform.position = new Vector3((float)place.X, (float)place.Y, -10f);
            }
        }

        static Sprite Disc(bool soft)
        {
            var picture = new Texture2D(Pixels, Pixels) { filterMode = FilterMode.Bilinear };
            for (int y = 0; y < Pixels; y++)
            {
                for (int x = 0; x < Pixels; x++)
                {
                    float far = new Vector2(x - Pixels / 2f + 0.5f, y - Pixels / 2f + 0.5f).magnitude / (Pixels / 2f);
                    float solid = soft ? Mathf.Pow(Mathf.Clamp01(1f - far), 2f) : Mathf.Clamp01((1f - far) * 8f);
                    picture.SetPixel(x, y, new Color(1f, 1f, 1f, solid));
                }
            }
            picture.Apply();
            return Sprite.Create(picture, new Rect(0f, 0f, Pixels, Pixels), new Vector2(0.5f, 0.5f), Pixels);
        }
    }
}
