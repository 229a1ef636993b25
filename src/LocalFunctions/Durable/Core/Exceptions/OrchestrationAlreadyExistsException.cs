namespace LocalFunctions.Durable.Core.Exceptions;

/// <summary>
/// A start was refused: an instance of this id exists in one of the start's dedupe statuses. Not public: the real type stands in
/// <c>DurableTask.Core.Exceptions</c>, which no import of the app covers, so the app can name neither.
/// </summary>
#pragma warning disable CA1064 // Seen by the app as an InvalidOperationException, as the real one is.
internal sealed class OrchestrationAlreadyExistsException(string message) : InvalidOperationException(message);
#pragma warning restore CA1064
