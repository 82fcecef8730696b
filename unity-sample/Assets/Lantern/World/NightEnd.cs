namespace Lantern.World
{
    /// <summary>How a night stands.</summary>
    public enum NightEnd
    {
        /// <summary>It goes on.</summary>
        None = 0,

        /// <summary>All wonders are home.</summary>
        Won = 1,

        /// <summary>The lantern went out with its keeper.</summary>
        Lost = 2,
    }
}
