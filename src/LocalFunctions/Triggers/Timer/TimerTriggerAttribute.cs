using LocalFunctions.Extensions.Abstractions;

namespace LocalFunctions;

/// <summary>Starts a function by the clock. Runs of one function never overlap.</summary>
/// <param name="schedule">Six fields (second, minute, hour, day, month, weekday; UTC), five without the second, or a time span such as <c>00:05:00</c>.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>Gets the schedule.</summary>
    public string Schedule { get; private set; } = schedule;

    /// <summary>Gets or sets a value indicating whether <see cref="TimerInfo.ScheduleStatus"/> is kept; without effect for schedules of less than a minute.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether the function also runs when the host starts.</summary>
    public bool RunOnStartup { get; set; }
}
