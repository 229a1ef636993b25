using Imr.Core.Serialization;

namespace Imr.Core.Cases;

/// <summary>The applicant ends the review (domain.md §1.12): a fact. No letter is issued.</summary>
public sealed record Withdrawal(int SchemaVersion, string WithdrawnBy, string Reason) : IVersioned
{
    public static int CurrentSchemaVersion => 1;
}
