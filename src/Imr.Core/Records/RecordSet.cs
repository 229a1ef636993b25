using Imr.Core.Cases;

namespace Imr.Core.Records;

/// <summary>The accepted documents of a case with their text: what a reviewer and the guideline evaluation see.</summary>
/// <param name="Complete">Whether the claims administrator's duty under 9792.10.5(a)(1) is fulfilled as far as intake can tell.</param>
public sealed record RecordSet(IReadOnlyList<RecordSetEntry> Entries, bool Complete)
{
    public bool EveryPageRead => Entries.All(e => e.Text.EveryPageRead);
}

/// <param name="Text">The pages that may be evidence; one that is barred is unreadable here.</param>
public sealed record RecordSetEntry(CaseDocument Document, RecordText Text)
{
    /// <summary>Pages that are in the document and that nothing may rest on, with why.</summary>
    public IReadOnlyList<BarredPage> Barred { get; init; } = [];

    /// <summary>
    /// The entry without the pages that are kept back. A sealed page, and one that names somebody else until a person settles whose it is, counts as unread:
    /// nobody knows what it says. A page that was taken from the case, or stands in another document now, is as if it had never come.
    /// </summary>
    /// <param name="notThisWorkers">Pages that name somebody else, unsettled.</param>
    public static RecordSetEntry Of(CaseDocument document, RecordText text, IReadOnlyCollection<int> notThisWorkers)
    {
        if (document.Withheld.Count == 0 && notThisWorkers.Count == 0)
            return new RecordSetEntry(document, text);
        var pages = new List<RecordPage>();
        var barred = new List<BarredPage>();
        foreach (var page in text.Pages)
        {
            if (Why(document, page.Number, notThisWorkers) is not { } why)
            {
                pages.Add(page);
                continue;
            }

            barred.Add(new BarredPage(page.Number, why));
            if (why is BarredBecause.Sealed or BarredBecause.IdentityOpen)
                pages.Add(RecordPage.Unread(page.Number));
        }

        // Pages that the text does not know stay unread.
        var gone = text.Pages.Count - pages.Count;
        return new RecordSetEntry(document with { Pages = document.Pages - gone }, text with { Pages = pages }) { Barred = barred };
    }

    private static BarredBecause? Why(CaseDocument document, int page, IReadOnlyCollection<int> notThisWorkers)
    {
        var kinds = document.Withheld.Where(w => w.Covers(page)).Select(w => w.Kind).ToList();
        return kinds.Exists(k => k != WithholdingKind.Sealed) ? BarredBecause.Removed
            : kinds.Count > 0 ? BarredBecause.Sealed
            : notThisWorkers.Contains(page) ? BarredBecause.IdentityOpen
            : null;
    }
}

/// <summary>Why nothing may rest on a page.</summary>
public enum BarredBecause
{
    Sealed,

    /// <summary>It is no part of this record: filed in the wrong case, about somebody else, or in a document of its own.</summary>
    Removed,

    /// <summary>It names somebody else, and nobody has settled whose it is.</summary>
    IdentityOpen,
}

/// <param name="Number">From 1.</param>
public sealed record BarredPage(int Number, BarredBecause Why);

/// <summary>Whether the records suffice, and what is missing (8 CCR 9792.10.5, 9792.10.6(b)(2)).</summary>
/// <param name="Complete">All required kinds and all listed documents are there.</param>
/// <param name="MissingKinds">Kinds that the claims administrator owes and that are absent.</param>
/// <param name="MissingListed">Names of listed documents that have not arrived.</param>
/// <param name="OnlyUrDecision">GATE_UR_ONLY: no determination may rest on the UR decision alone.</param>
public sealed record RecordsAssessment(bool Complete, IReadOnlyList<DocumentKind> MissingKinds, IReadOnlyList<string> MissingListed, bool OnlyUrDecision);
