namespace LocalFunctions.Durable.Core.Exceptions;

/// <summary>
/// A start was refused: an instance of this id exists in one of the start's dedupe statuses.
/// (The real type is <c>DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException</c>.)
/// </summary>
#pragma warning disable MA0053 // not sealed in the mirrored API
public class OrchestrationAlreadyExistsException : InvalidOperationException
#pragma warning restore MA0053
{
    public OrchestrationAlreadyExistsException()
    {
    }

    public OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }

    public OrchestrationAlreadyExistsException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
