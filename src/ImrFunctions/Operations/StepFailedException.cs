using System.Text.RegularExpressions;

namespace ImrFunctions.Operations;

/// <summary>Kinds of failure that an operator can act on.</summary>
public enum FailureCode { StorageUnavailable, StorageConflict, NewerSchema, BadData, TimedOut, Unexpected }

/// <summary>
/// All that a failed step says outside the log: a code and the id of the log line. It has no message of its own and no inner exception, so that nothing of a
/// case reaches history, responses or metrics.
/// </summary>
public sealed partial class StepFailedException(FailureCode code, string refId) : Exception($"StepFailed({code},{refId})")
{
    public FailureCode Code { get; } = code;

    public string RefId { get; } = refId;

    /// <summary>Finds code and id in a failure's message, however an engine wrapped it.</summary>
    public static (FailureCode Code, string RefId) Parse(string? message)
        => message is not null && Form().Match(message) is { Success: true } match && Enum.TryParse<FailureCode>(match.Groups["code"].Value, out var code)
            ? (code, match.Groups["ref"].Value)
            : (FailureCode.Unexpected, "");

    [GeneratedRegex(@"StepFailed\((?<code>[A-Za-z]+),(?<ref>[A-Za-z0-9-]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Form();
}
