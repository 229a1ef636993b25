namespace Imr.Core.Cases;

/// <summary>Legal days from <see cref="Start"/> to <see cref="End"/>, both included; an open end lasts for ever.</summary>
public sealed record DateRange
{
    /// <exception cref="ArgumentException">The end lies before the start.</exception>
    public DateRange(DateOnly start, DateOnly? end)
    {
        if (end < start)
            throw new ArgumentException("A date range ends on or after its start.", nameof(end));
        Start = start;
        End = end;
    }

    public DateOnly Start { get; }

    public DateOnly? End { get; }

    public bool Contains(DateOnly day) => day >= Start && (End is null || day <= End);

    public bool Overlaps(DateRange other) => (other.End is null || Start <= other.End) && (End is null || other.Start <= End);
}
