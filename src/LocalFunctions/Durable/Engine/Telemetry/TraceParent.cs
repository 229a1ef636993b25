using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace LocalFunctions.Durable.Engine.Telemetry;

/// <summary>The W3C trace context that a run was started in, as history keeps it.</summary>
/// <param name="Parent">The <c>traceparent</c>.</param>
/// <param name="State">The <c>tracestate</c>.</param>
internal sealed record TraceParent([property: JsonPropertyName("p")] string Parent, [property: JsonPropertyName("s")] string? State)
{
    /// <summary>The context of what runs now; null outside of a trace.</summary>
    public static TraceParent? Of(Activity? activity)
        => activity is { IdFormat: ActivityIdFormat.W3C, Id: { } id } ? new TraceParent(id, string.IsNullOrEmpty(activity.TraceStateString) ? null : activity.TraceStateString) : null;

    public ActivityContext? Context() => ActivityContext.TryParse(Parent, State, out ActivityContext context) ? context : null;

    /// <summary>The same trace, with the span of one task of a run as the parent.</summary>
    public TraceParent WithSpan(string spanId)
        => Context() is { } context ? this with { Parent = $"00-{context.TraceId}-{spanId}-{(byte)context.TraceFlags:x2}" } : this;

    /// <summary>
    /// The id of a run's own span, or of the span of one of its tasks. It is derived, not drawn: every process that ever works on the run gives the same one, so
    /// nothing of it needs to be stored and a crash splits no trace.
    /// </summary>
    public static string SpanOf(string execution, int? taskId = null)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(taskId is { } task ? $"{execution}/{task}" : execution), hash);
        // A span id of zeros only is not valid.
        return (BinaryPrimitives.ReadUInt64BigEndian(hash) | 1).ToString("x16");
    }
}
