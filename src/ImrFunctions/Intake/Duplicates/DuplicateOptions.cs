namespace ImrFunctions.Intake.Duplicates;

/// <summary>Settings of the search for duplicates (section <c>Duplicates</c>).</summary>
public sealed class DuplicateOptions
{
    public const string Section = "Duplicates";

    /// <summary>Whether screening proposes <c>INEL_DUPLICATE</c> for items that an earlier case has. Default true. The index is kept in any case.</summary>
    public bool Propose { get; set; } = true;

    /// <summary>
    /// Secret of the hashes in the index (from a vault): without it names and dates could be tried until one fits. When it changes, cases that were indexed
    /// before are not found until they are indexed anew. Absent: hashes without a secret, for development.
    /// </summary>
    public string? HashKey { get; set; }
}
