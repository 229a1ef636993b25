namespace LocalFunctions.Durable.Client;

/// <summary>What a purge did.</summary>
public class PurgeResult
{
    /// <summary>Makes a result.</summary>
    /// <exception cref="ArgumentException"><paramref name="count"/> is negative.</exception>
    public PurgeResult(int count)
    {
        if (count < 0)
            throw new ArgumentException("A count cannot be negative.", nameof(count));
        PurgedInstanceCount = count;
    }

    /// <summary>Makes a result that says whether all was purged.</summary>
    /// <exception cref="ArgumentException"><paramref name="count"/> is negative.</exception>
    public PurgeResult(int count, bool? isComplete)
        : this(count) => IsComplete = isComplete;

    /// <summary>How many instances are gone.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether all matching instances are gone; null when not known.</summary>
    public bool? IsComplete { get; }
}
