namespace LocalFunctions.Durable;

/// <summary>One page of a list.</summary>
public sealed class Page<T>
    where T : notnull
{
    /// <summary>Makes a page.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    public Page(IReadOnlyList<T> values, string? continuationToken = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
        ContinuationToken = continuationToken;
    }

    /// <summary>The items of this page.</summary>
    public IReadOnlyList<T> Values { get; }

    /// <summary>Where the next page begins; null on the last page.</summary>
    public string? ContinuationToken { get; }
}
