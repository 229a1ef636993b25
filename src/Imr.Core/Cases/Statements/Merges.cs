using Imr.Core.Serialization;

namespace Imr.Core.Cases.Statements;

/// <summary>A named person says that a filing is a duplicate of an earlier one (domain.md §1.6): a fact. It closes as merged into the earlier case.</summary>
/// <param name="Into">The earlier case, in which the review goes on.</param>
/// <param name="Items">For each item the one of the earlier case that asks for the same.</param>
public sealed record Merge(int SchemaVersion, string By, CaseNumber Into, IReadOnlyList<MergedItem> Items, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}

/// <param name="SameAs">The item of the earlier case.</param>
public sealed record MergedItem(string ItemId, string SameAs);

/// <summary>A named person says that a merged filing is none after all: a fact of the new round, in which it is looked at again.</summary>
public sealed record Unmerge(int SchemaVersion, string By, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}
