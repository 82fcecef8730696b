using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>Valence, arousal and dominance in millionths.</summary>
    struct Feeling
    {
        public long Valence;
        public long Arousal;
        public long Dominance;

        public long this[int at]
        {
            get => at == 0 ? Valence : at == 1 ? Arousal : Dominance;
            set
            {
                switch (at)
                {
                    case 0:
                        Valence = value;
                        break;
                    case 1:
                        Arousal = value;
                        break;
                    default:
                        Dominance = value;
                        break;
                }
            }
        }

        public static long Hold(int at, long value) => Whole.Clamp(value, at == 1 ? 0 : -Whole.One, Whole.One);

        public static Feeling Read(List<object> from)
        {
            var found = default(Feeling);
            for (int i = 0; i < 3; i++)
            {
                found[i] = (long)(double)from[i];
            }
            return found;
        }
    }
}
