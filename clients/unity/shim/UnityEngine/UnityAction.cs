namespace UnityEngine.Events
{
    /// <summary>Is called.</summary>
    public delegate void UnityAction();

    /// <summary>Is called with a value.</summary>
    public delegate void UnityAction<T0>(T0 arg0);

    /// <summary>Is called with two values.</summary>
    public delegate void UnityAction<T0, T1>(T0 arg0, T1 arg1);
}
