using System;

namespace Affekt.Play.Baked
{
    /// <summary>One time through a section's body: where its ticks and frames lie.</summary>
    sealed class Pass
    {
        public readonly BakedSection Section;
        public readonly long Tick;
        public readonly long BodyTick;
        public readonly long Bar;
        public readonly long Iteration;
        public long Origin;

        Pass(BakedSection section, long tick, long bodyTick, long bar, long iteration, long origin)
        {
            Section = section;
            Tick = tick;
            BodyTick = bodyTick;
            Bar = bar;
            Iteration = iteration;
            Origin = origin;
        }

        public long FirstTick => Tick - BodyTick;

        public long EndTick => FirstTick + Section.Ticks;

        public long Frame => FrameAt(Tick);

        public long EndFrame => FrameAt(EndTick);

        public static Pass Enter(BakedSection section, long tick, long frame, long bar, long bodyTick)
        {
            var one = new Pass(section, tick, bodyTick, bar, 0, 0);
            one.Origin = frame - one.FrameAt(tick);
            return one;
        }

        public long FrameAt(long tick) =>
            Origin + Whole.Div((tick - FirstTick) * Section.Frames * 2 + Section.Ticks, 2 * Section.Ticks);

        public long TickAt(long frame)
        {
            long tick = FirstTick + Whole.Div((frame - Origin) * Section.Ticks, Section.Frames);
            while (FrameAt(tick + 1) <= frame)
            {
                tick++;
            }
            while (FrameAt(tick) > frame)
            {
                tick--;
            }
            return tick;
        }

        public Place At(long tick)
        {
            long inside = tick - FirstTick;
            long bar = Whole.Div(inside, Section.BarTicks);
            double beat = Whole.Rounded(inside - bar * Section.BarTicks + Section.BeatTicks, Section.BeatTicks);
            return new Place(tick, Bar + bar - Whole.Div(BodyTick, Section.BarTicks), beat, bar + 1);
        }

        public long NextOn(long grid, long tick) => Math.Min(tick + Whole.Mod(FirstTick - tick, grid), EndTick);

        public Pass Again()
        {
            long bars = -Whole.Div(-Section.Ticks, Section.BarTicks) - Whole.Div(BodyTick, Section.BarTicks);
            return new Pass(Section, EndTick, 0, Bar + bars, Iteration + 1, Origin + Section.Frames);
        }
    }
}
