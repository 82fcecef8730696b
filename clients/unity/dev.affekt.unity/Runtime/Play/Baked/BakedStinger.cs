using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>A short figure over the music.</summary>
    sealed class BakedStinger
    {
        public List<BakedTake> Takes;
        public long Duck;
        public long Cooldown;
        public long Lasts;
        public long Salt;

        public static BakedStinger Read(Dictionary<string, object> from) => new BakedStinger
        {
            Takes = BakedTake.Read(from.Items("takes")),
            Duck = (long)from.Number("duck"),
            Cooldown = (long)from.Number("cooldown"),
            Lasts = (long)from.Number("lasts"),
            Salt = (long)from.Number("salt"),
        };
    }
}
