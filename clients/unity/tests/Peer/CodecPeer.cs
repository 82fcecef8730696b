#nullable enable
using System;
using System.IO;
using System.Text;
using Affekt.Wire;

namespace Affekt.Tests
{
    /// <summary>
    /// Reads messages that Python wrote, and writes them again: each by its type's name, a length and its bytes. Every
    /// message is read into an instance that was used before, copied, and the copy is written.
    /// </summary>
    public static class CodecPeer
    {
        /// <summary>Does it.</summary>
        /// <param name="from">The file that Python wrote.</param>
        /// <param name="to">The file that is written.</param>
        /// <returns>The exit code.</returns>
        public static int Run(string from, string to)
        {
            ProtoReader reader = new ProtoReader();
            ProtoWriter writer = new ProtoWriter();
            System.Collections.Generic.Dictionary<string, IProtoMessage> used =
                new System.Collections.Generic.Dictionary<string, IProtoMessage>();
            using BinaryReader input = new BinaryReader(File.OpenRead(from), Encoding.UTF8);
            using BinaryWriter output = new BinaryWriter(File.Create(to));
            while (input.BaseStream.Position < input.BaseStream.Length)
            {
                string name = input.ReadString();
                byte[] bytes = input.ReadBytes(input.ReadInt32());
                if (!used.TryGetValue(name, out IProtoMessage? message))
                {
                    Type type = typeof(Protocol.ScoreEvent).Assembly.GetType("Affekt.Protocol." + name)!;
                    used[name] = message = (IProtoMessage)Activator.CreateInstance(type)!;
                }
                bool read = reader.Decode(message, bytes, 0, bytes.Length);
                IProtoMessage copy = (IProtoMessage)Activator.CreateInstance(message.GetType())!;
                copy.GetType().GetMethod("CopyFrom")!.Invoke(copy, new object[] { message });
                ArraySegment<byte> again = writer.Encode(copy);
                output.Write(read ? again.Count : -1);
                output.Write(again.Array!, again.Offset, read ? again.Count : 0);
            }
            return 0;
        }
    }
}
