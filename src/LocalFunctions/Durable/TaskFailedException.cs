namespace LocalFunctions.Durable;

/// <summary>An activity or sub-orchestration failed; <see cref="FailureDetails"/> says how.</summary>
public sealed class TaskFailedException : Exception
{
    /// <summary>A failure known by its exception.</summary>
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Describe(taskName, taskId, innerException?.Message), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException!);
    }

    /// <summary>A failure known by its recorded details.</summary>
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Describe(taskName, taskId, failureDetails?.ErrorMessage))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails!;
    }

    /// <summary>The name of the task.</summary>
    public string TaskName { get; }

    /// <summary>The number of the task within its orchestration: each task, timer and sub-orchestration counts one.</summary>
    public int TaskId { get; }

    /// <summary>How the task failed.</summary>
    public TaskFailureDetails FailureDetails { get; }

    /// <summary>Whether the failure's type is exactly <typeparamref name="T"/>.</summary>
    [Obsolete("Use the FailureDetails property and its IsCausedBy<T>() method")]
    public bool IsCausedByException<T>()
        where T : Exception
        => FailureDetails.ErrorType == typeof(T).FullName;

    private static string Describe(string name, int id, string? reason)
        => $"Task '{name}' (#{id}) failed with an unhandled exception{(reason is null ? "." : ": " + reason)}";
}
