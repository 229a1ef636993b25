namespace LocalFunctions.Durable.Engine.History;

/// <summary>How something failed, as stored. <paramref name="Final"/>: trying again cannot help.</summary>
internal sealed record Failure(string Type, string Message, string? Stack = null, Failure? Inner = null, bool Final = false)
{
    public static Failure Of(Exception exception) => exception is Replay.RecordedFailureException recorded ? recorded.Failure : new(
        exception.GetType().FullName!,
        exception.Message,
        exception.StackTrace,
        exception is TaskFailedException failed ? Of(failed.FailureDetails) : exception.InnerException is { } inner ? Of(inner) : null);

    public TaskFailureDetails ToDetails() => new(Type, Message, Stack, Inner?.ToDetails(), null);

    private static Failure Of(TaskFailureDetails details)
        => new(details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? Of(inner) : null);
}
