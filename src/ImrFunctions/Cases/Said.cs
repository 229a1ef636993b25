using Imr.Core.Cases;
using ImrFunctions.Cases.Facts;

namespace ImrFunctions.Cases;

/// <summary>What the checks of statements share.</summary>
internal static class Said
{
    /// <summary>The longest text of a statement, in characters.</summary>
    public const int MaxText = 8000;

    /// <summary>A reason or text that must be there.</summary>
    public static IEnumerable<ApplicationProblem> Needed(string? text, string path, string expected)
    {
        if (string.IsNullOrWhiteSpace(text))
            yield return new ApplicationProblem(path, "Missing.", expected);
        else if (text.Length > MaxText)
            yield return new ApplicationProblem(path, "Too long.", $"At most {MaxText} characters.");
    }

    /// <summary>Which of the statements of a kind this is: those that were taken count.</summary>
    public static int Next(this CaseSnapshot snapshot, FactKind kind) => 1 + snapshot.OfKind(kind).Count(f => f.Consumed);

    public static Task<Statement<T>> Of<T>(int attempt, IReadOnlyList<ApplicationProblem> problems, Func<T> fact)
        where T : class, Imr.Core.Serialization.IVersioned
        => Task.FromResult(new Statement<T>(attempt, problems.Count > 0 ? null : fact(), problems));
}
