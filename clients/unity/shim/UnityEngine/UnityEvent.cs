using System;

namespace UnityEngine.Events
{
    /// <summary>What listeners are told, without a value.</summary>
    [Serializable]
    public class UnityEvent
    {
        event UnityAction Called;

        /// <summary>Listen.</summary>
        public void AddListener(UnityAction call) => Called += call;

        /// <summary>Listen no more.</summary>
        public void RemoveListener(UnityAction call) => Called -= call;

        /// <summary>Tell.</summary>
        public void Invoke() => Called?.Invoke();
    }

    /// <summary>What listeners are told, with a value.</summary>
    [Serializable]
    public class UnityEvent<T0>
    {
        event UnityAction<T0> Called;

        /// <summary>Listen.</summary>
        public void AddListener(UnityAction<T0> call) => Called += call;

        /// <summary>Listen no more.</summary>
        public void RemoveListener(UnityAction<T0> call) => Called -= call;

        /// <summary>Tell.</summary>
        public void Invoke(T0 arg0) => Called?.Invoke(arg0);
    }

    /// <summary>What listeners are told, with two values.</summary>
    [Serializable]
    public class UnityEvent<T0, T1>
    {
        event UnityAction<T0, T1> Called;

        /// <summary>Listen.</summary>
        public void AddListener(UnityAction<T0, T1> call) => Called += call;

        /// <summary>Listen no more.</summary>
        public void RemoveListener(UnityAction<T0, T1> call) => Called -= call;

        /// <summary>Tell.</summary>
        public void Invoke(T0 arg0, T1 arg1) => Called?.Invoke(arg0, arg1);
    }
}
