using Imr.Core.Cases;

namespace Imr.Core.Records;

/// <summary>The accepted documents of a case with their text: what a reviewer and the guideline evaluation see.</summary>
/// <param name="Complete">Whether the claims administrator's duty under 9792.10.5(a)(1) is fulfilled as far as intake can tell.</param>
public sealed record RecordSet(IReadOnlyList<RecordSetEntry> Entries, bool Complete)
{
    public bool EveryPageRead => Entries.All(e => e.Text.EveryPageRead);
}

public sealed record RecordSetEntry(CaseDocument Document, RecordText Text);

/// <summary>Whether the records suffice, and what is missing (8 CCR 9792.10.5, 9792.10.6(b)(2)).</summary>
/// <param name="Complete">All required kinds and all listed documents are there.</param>
/// <param name="MissingKinds">Kinds that the claims administrator owes and that are absent.</param>
/// <param name="MissingListed">Names of listed documents that have not arrived.</param>
/// <param name="OnlyUrDecision">GATE_UR_ONLY: no determination may rest on the UR decision alone.</param>
public sealed record RecordsAssessment(bool Complete, IReadOnlyList<DocumentKind> MissingKinds, IReadOnlyList<string> MissingListed, bool OnlyUrDecision);
