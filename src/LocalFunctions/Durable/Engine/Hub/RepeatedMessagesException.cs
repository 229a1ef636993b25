namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>A turn handled messages that are not in the inbox any more: they were delivered twice. It must be done again without them.</summary>
internal sealed class RepeatedMessagesException(IReadOnlyCollection<long> numbers) : Exception("Messages were delivered twice.")
{
    public IReadOnlyCollection<long> Numbers { get; } = numbers;
}
