namespace Affekt.Play.Baked
{
    /// <summary>Why something is decided: a rule, the input that caused it (or 0), a word more.</summary>
    readonly struct Cause
    {
        public readonly string Rule;
        public readonly ulong Seq;
        public readonly string Text;

        public Cause(string rule, ulong seq = 0, string text = "")
        {
            Rule = rule;
            Seq = seq;
            Text = text;
        }
    }
}
