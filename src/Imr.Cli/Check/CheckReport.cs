using Imr.Core.Cases;
using Imr.Core.Eligibility;

namespace Imr.Cli.Check;

/// <summary>What <c>imr check</c> says of one case directory.</summary>
/// <param name="Ready">There is no problem: it can be uploaded.</param>
/// <param name="Problems">Each would send the upload into the quarantine, or leave the case waiting for a document.</param>
/// <param name="Notes">What intake tolerates and a person should look at.</param>
/// <param name="Preview">Null while the application has problems.</param>
internal sealed record CheckReport(
    string Directory,
    CaseNumber? CaseNumber,
    bool Ready,
    IReadOnlyList<ApplicationProblem> Problems,
    IReadOnlyList<ApplicationProblem> Notes,
    IReadOnlyList<CheckedDocument> Documents,
    ScreeningPreview? Preview);

/// <param name="Kind">As the application lists it; null when it does not.</param>
/// <param name="Pages">Null when the text was not looked at.</param>
/// <param name="EveryPageRead">Whether a machine could read every page.</param>
internal sealed record CheckedDocument(string Name, DocumentKind? Kind, long Bytes, string? Sha256, int? Pages, bool? EveryPageRead);

/// <summary>What screening would propose if the directory were uploaded now (8 CCR 9792.10.3). The Administrative Director decides.</summary>
/// <param name="FileBy">The last day to file; null when no clock runs.</param>
/// <param name="FileByWithoutMail">The same without the days for service by mail, where they make a difference.</param>
internal sealed record ScreeningPreview(
    EligibilityOutcome Outcome, string RuleSet, DateOnly ReceivedOn, DateOnly? FileBy, DateOnly? FileByWithoutMail, IReadOnlyList<PreviewReason> Reasons, IReadOnlyList<ItemEligibility> Items);

internal sealed record PreviewReason(string Code, string Explanation, string Fact, string Citation);
