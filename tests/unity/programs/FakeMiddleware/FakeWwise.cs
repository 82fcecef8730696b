// A stand-in for the few members of Wwise for Unity that the sample calls, written from its public documentation.
using UnityEngine;

public static class AkSoundEngine
{
    public static int SetRTPCValue(string name, float value, GameObject where, int milliseconds) => 0;

    public static int SetState(string group, string state) => 0;

    public static int PostTrigger(string name, GameObject where) => 0;

    public static uint PostEvent(string name, GameObject where) => 0;
}
