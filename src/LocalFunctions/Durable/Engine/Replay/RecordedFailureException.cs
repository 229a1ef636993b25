using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>A failure of a task as history records it, on its way to the code that makes a <see cref="TaskFailedException"/> of it.</summary>
internal sealed class RecordedFailureException(Failure failure) : Exception(failure.Message)
{
    public Failure Failure { get; } = failure;
}
