using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Letters;
using Imr.Core.Reviewers;
using Imr.Core.Tests.Samples;

namespace Imr.Core.Tests.Letters;

/// <summary>The letters of the sample cases, and one with every kind of item.</summary>
internal static class LetterSamples
{
    public static LetterFacts FactsOf(string caseNumber, int determination) => new(
        new ReviewKey(CaseNumber.Parse(caseNumber), 1),
        1,
        new DateOnly(2026, 9, 16),
        new DateOnly(2026, 10, 12),
        SampleFiles.Application(caseNumber).ApplicationReceived!.Value,
        SampleFiles.Application(caseNumber),
        SampleFiles.Determination(caseNumber, determination),
        new ReviewerCredentials(["California", "Oregon"], ["Physical Medicine & Rehabilitation"], true, true),
        SampleFiles.Documents(caseNumber),
        new DateOnly(2026, 11, 16),
        "LC 4610.6(h); 8 CCR 10575");

    /// <summary>Case B with a modified second item that was upheld.</summary>
    public static LetterFacts Mixed
    {
        get
        {
            var facts = FactsOf(SampleFiles.B, 0);
            var visits = facts.Application.DisputedItems[0] with
            {
                Id = "2",
                Description = "Physical therapy of the low back, 12 visits",
                UrOutcome = UrOutcome.Modified,
                AuthorizedPart = "6 visits",
                UrGuideline = null,
            };
            var decision = facts.Determination.Items[0] with
            {
                ItemId = "2",
                Decision = ItemDecision.Upheld,
                Rationale = "Sixteen visits for the low back gave no benefit. More than 6 visits are not medically necessary.",
            };
            return facts with
            {
                Application = facts.Application with { DisputedItems = [.. facts.Application.DisputedItems, visits] },
                Determination = facts.Determination with { Items = [decision, .. facts.Determination.Items] },
            };
        }
    }
}
