using System;
using System.Collections.Generic;
using System.IO;
using Affekt.Play.Baked;
using Affekt.Protocol;
using Affekt.Wire;

/// <summary>Plays a baked set by a script: lines "advance FRAME" and "say FRAME HEX" in, decisions and notices out.</summary>
static class BakedRun
{
    static readonly ProtoWriter Writer = new ProtoWriter();

    static int Main(string[] arguments)
    {
        var conductor = new BakedConductor(File.ReadAllText(arguments[0]), ulong.Parse(arguments[1]));
        var reader = new ProtoReader();
        var said = new ConductRequest();
        string line;
        while ((line = Console.In.ReadLine()) != null)
        {
            string[] words = line.Split(' ');
            long frame = long.Parse(words[1]);
            if (words[0] == "advance")
            {
                Print(conductor.Advance(frame));
            }
            else
            {
                byte[] bytes = Convert.FromHexString(words[2]);
                if (!reader.Decode(said, bytes, 0, bytes.Length))
                {
                    return 2;
                }
                Print(conductor.Say(frame, said));
            }
            while (conductor.TakeNotice(out ErrorReason reason, out string _, out string about))
            {
                Console.Out.WriteLine($"notice {reason} {about}");
            }
            Console.Out.WriteLine("done");
        }
        return 0;
    }

    static void Print(IReadOnlyList<ScoreEvent> decided)
    {
        foreach (ScoreEvent one in decided)
        {
            ArraySegment<byte> bytes = Writer.Encode(one);
            Console.Out.WriteLine("gives " + Convert.ToHexString(bytes.Array, bytes.Offset, bytes.Count));
        }
    }
}
