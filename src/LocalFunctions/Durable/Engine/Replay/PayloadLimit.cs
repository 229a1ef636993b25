using System.Text;
using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Replay;

/// <summary>Payloads above the limits become failures that say what is too long, by how much, and never with the content.</summary>
internal static class PayloadLimit
{
    public static Failure? Excess(string? payload, int limit, string what)
    {
        if (payload is null || payload.Length <= limit / 3)
            return null;
        int size = Encoding.UTF8.GetByteCount(payload);
        return size <= limit ? null : Exceeded(what, size, limit);
    }

    public static Failure? StatusExcess(string? status, int limit)
        => status is null || status.Length * sizeof(char) <= limit ? null : Exceeded("custom status", status.Length * sizeof(char), limit);

    /// <exception cref="ArgumentException">The payload is too long.</exception>
    public static string? Check(string? payload, int limit, string what)
        => Excess(payload, limit, what) is { } failure ? throw new ArgumentException(failure.Message, nameof(payload)) : payload;

    private static Failure Exceeded(string what, int size, int limit)
        => new(typeof(ArgumentException).FullName!, $"The {what} has {size} bytes, the limit is {limit}: store it elsewhere and pass a reference.", Final: true);
}
