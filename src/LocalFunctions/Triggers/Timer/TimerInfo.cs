namespace LocalFunctions;

/// <summary>What a timer function learns about its run.</summary>
public class TimerInfo
{
    /// <summary>Gets or sets the schedule's status; null if it is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Gets or sets a value indicating whether this run makes up for one that was missed.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Where a schedule stands; all times are UTC.</summary>
public class ScheduleStatus
{
    /// <summary>Gets or sets the latest occurrence.</summary>
    public DateTime Last { get; set; }

    /// <summary>Gets or sets the expected next occurrence.</summary>
    public DateTime Next { get; set; }

    /// <summary>Gets or sets when this record was written.</summary>
    public DateTime LastUpdated { get; set; }
}
