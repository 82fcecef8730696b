using System.Collections.Generic;

namespace Affekt.Play.Baked
{
    /// <summary>What a curve reads: a table over valence and arousal, and a share of dominance.</summary>
    sealed class BakedInput
    {
        readonly List<long> _rows = new List<long>();
        readonly List<List<Point>> _columns = new List<List<Point>>();
        long _dominance;
        long _low;
        long _high;

        public long Look(Feeling aim)
        {
            long x = aim.Valence;
            long value = Row(_rows.Count - 1, aim.Arousal);
            if (x <= _rows[0])
            {
                value = Row(0, aim.Arousal);
            }
            else
            {
                int before = 0;
                for (int i = 0; i < _rows.Count; i++)
                {
                    if (x <= _rows[i])
                    {
                        value = Whole.Between(
                            new Point(_rows[before], Row(before, aim.Arousal)), new Point(_rows[i], Row(i, aim.Arousal)), x);
                        break;
                    }
                    before = i;
                }
            }
            return Whole.Clamp(value + Whole.Div(_dominance * aim.Dominance, Whole.One), _low, _high);
        }

        public static BakedInput Read(Dictionary<string, object> from)
        {
            var made = new BakedInput
            {
                _dominance = (long)from.Number("dominance"),
                _low = (long)from.Number("low"),
                _high = (long)from.Number("high"),
            };
            List<object> across = from.Items("arousal");
            List<object> at = from.Items("at");
            for (int i = 0; i < at.Count; i++)
            {
                made._rows.Add((long)(double)from.Items("valence")[i]);
                var row = (List<object>)at[i];
                var column = new List<Point>(row.Count);
                for (int k = 0; k < row.Count; k++)
                {
                    column.Add(new Point((long)(double)across[k], (long)(double)row[k]));
                }
                made._columns.Add(column);
            }
            return made;
        }

        long Row(int index, long arousal) => Whole.Along(_columns[index], arousal);
    }
}
