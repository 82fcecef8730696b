namespace UnityEngine
{
    /// <summary>An asset made of values.</summary>
    public class ScriptableObject : Object
    {
        /// <summary>Make one in memory.</summary>
        public static T CreateInstance<T>() where T : ScriptableObject, new()
        {
            var made = new T();
            Affekt.Shim.Messages.Send(made, "OnEnable");
            return made;
        }
    }
}
