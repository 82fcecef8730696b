#nullable enable
using System;
using System.Net.Http;
using Affekt.Net;
using Affekt.Protocol;

namespace Affekt.Tests
{
    /// <summary>Asks a server every question that has one answer, and prints what it answers: `calls ADDRESS`.</summary>
    public static class CallsPeer
    {
        /// <summary>Does it.</summary>
        public static int Run(Uri server, HttpMessageHandler handler)
        {
            using GrpcCalls calls = new GrpcCalls(server, handler);
            ListSetsResponse sets = calls.ListSets().Result;
            for (int n = 0; n < sets.Sets.Count; n++)
            {
                Console.WriteLine("set " + sets.Sets[n].Name + " " + sets.Sets[n].Sections.Count);
            }
            GetSetResponse set = calls.GetSet(new GetSetRequest { Set = "wayfarer" }).Result;
            Console.WriteLine("json " + set.SetJson.StartsWith("{", StringComparison.Ordinal) + " " + set.Summary!.Licence);
            OpenSessionRequest opening = new OpenSessionRequest();
            opening.MakeOpening().Name = "called";
            OpenedSession session = calls.OpenSession(opening).Result.Session!;
            GetSessionRequest where = new GetSessionRequest { Session = "called", Token = session.Token };
            Console.WriteLine("at " + calls.GetSession(where).Result.Status!.Set);
            SaveSessionRequest save = new SaveSessionRequest { Session = "called", Token = session.Token };
            string snapshot = calls.SaveSession(save).Result.Snapshot;
            RestoreSessionRequest restore = new RestoreSessionRequest { Session = "again", Snapshot = snapshot };
            Console.WriteLine("restored " + calls.RestoreSession(restore).Result.Session!.Name);
            calls.CloseSession(new CloseSessionRequest { Session = "called", Token = session.Token }).Wait();
            try
            {
                calls.GetSession(where).GetAwaiter().GetResult();
            }
            catch (RefusedException refused)
            {
                Console.WriteLine("refused " + refused.Reason);
            }
            return 0;
        }
    }
}
