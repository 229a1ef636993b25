using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LocalFunctions.Durable.Client;

/// <summary>What is known of an instance. Input, output and custom status are there only if they were asked for.</summary>
public sealed class OrchestrationMetadata
{
    private const int MaxShown = 50;

    /// <summary>Makes metadata of an instance.</summary>
    public OrchestrationMetadata(string name, string instanceId)
    {
        Name = name;
        InstanceId = instanceId;
    }

    /// <summary>The orchestrator.</summary>
    public string Name { get; }

    /// <summary>The instance's id.</summary>
    public string InstanceId { get; }

    /// <summary>Reads the payloads; null when they were not asked for.</summary>
    public DataConverter? DataConverter { get; init; }

    /// <summary>Where the instance stands.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When its present run was created (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed (UTC).</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>The input as stored.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>The output as stored; the message of the failure if it failed.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>The custom status as stored.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>The tags that it was started with.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary.Create<string, string>();

    /// <summary>How it failed; null if it did not.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether it is Running (not Pending, not Suspended).</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether it has ended in any way.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    [MemberNotNullWhen(true, nameof(DataConverter))]
    private bool HasPayloads => DataConverter is not null;

    /// <summary>The input.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput, nameof(ReadInputAs));

    /// <summary>The output.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput, nameof(ReadOutputAs));

    /// <summary>The custom status.</summary>
    /// <exception cref="InvalidOperationException">It was not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus, nameof(ReadCustomStatusAs));

    /// <summary>A line for a person; payloads are cut after 50 characters. Not for logs: payloads can be personal.</summary>
    public override string ToString()
    {
        StringBuilder text = new($"[Name: '{Name}', ID: '{InstanceId}', RuntimeStatus: {RuntimeStatus}, CreatedAt: {CreatedAt:s}, LastUpdatedAt: {LastUpdatedAt:s}");
        if (SerializedInput is not null)
            text.Append(", Input: '").Append(Cut(SerializedInput)).Append('\'');
        if (SerializedOutput is not null)
            text.Append(", Output: '").Append(Cut(SerializedOutput)).Append('\'');
        if (FailureDetails is not null)
            text.Append(", FailureDetails: '").Append(FailureDetails.ErrorType).Append(" - ").Append(Cut(FailureDetails.ErrorMessage)).Append('\'');
        return text.Append(']').ToString();
    }

    private static string Cut(string text) => text.Length > MaxShown ? text[..MaxShown] + "..." : text;

    private T? Read<T>(string? data, string method) => HasPayloads
        ? DataConverter.Deserialize<T>(data)
        : throw new InvalidOperationException($"{method} needs metadata that was fetched with inputs and outputs.");
}
