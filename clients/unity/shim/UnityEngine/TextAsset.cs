namespace UnityEngine
{
    /// <summary>A text file of the project.</summary>
    public class TextAsset : Object
    {
        /// <summary>Make one.</summary>
        public TextAsset(string text) => this.text = text;

        /// <summary>What stands in it.</summary>
        public string text { get; }
    }
}
