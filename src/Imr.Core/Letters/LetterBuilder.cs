using System.Text.RegularExpressions;
using Imr.Core.Cases;
using Imr.Core.Determinations;
using Imr.Core.Records;
using Imr.Core.Reviewers;

namespace Imr.Core.Letters;

/// <summary>What a letter is made of. Everything is given: the same facts build the same model.</summary>
/// <param name="Version">Letter version in the round, from 1.</param>
/// <param name="AssignedOn">The day the case was assigned for review.</param>
/// <param name="DecidedOn">The day of the determination, which is the letter's date.</param>
/// <param name="ReceivedOn">The legal received date of the application.</param>
/// <param name="Documents">The accepted set of records, all of it: the letter lists every one.</param>
/// <param name="AppealLastDay">Computed by the deadlines (DL-APPEAL).</param>
public sealed record LetterFacts(
    ReviewKey Review,
    int Version,
    DateOnly AssignedOn,
    DateOnly DecidedOn,
    DateOnly ReceivedOn,
    ImrApplication Application,
    Determination Determination,
    ReviewerCredentials Credentials,
    IReadOnlyList<CaseDocument> Documents,
    DateOnly AppealLastDay,
    string AppealCitation)
{
    /// <summary>When several reviewers shared the case: who decided what; null for one.</summary>
    public IReadOnlyList<LetterPart>? Reviewers { get; init; }

    /// <summary>Set for a corrected letter.</summary>
    public LetterCorrection? Corrects { get; init; }
}

/// <summary>What one of several reviewers decided.</summary>
public sealed record LetterPart(IReadOnlyList<string> ItemIds, ReviewerCredentials Credentials);

/// <summary>Makes the letter's model of the facts. The reviewer stands in it by credentials only, never by name or id (LC 4610.6(f)).</summary>
public static partial class LetterBuilder
{
    /// <summary>The template that new letters are rendered with.</summary>
    public const int CurrentTemplate = 1;

    private const string NoCitation = "The claims administrator's decision names no guideline for this item.";

    /// <exception cref="ArgumentException">The determination decides an item that the application does not have, or none at all;
    /// or the credentials do not bear out what the letter attests.</exception>
    public static LetterModel Build(LetterFacts facts)
    {
        var application = facts.Application;
        var decided = facts.Determination.Items;
        if (decided.FirstOrDefault(d => !application.DisputedItems.Any(i => i.Id == d.ItemId)) is { } stranger)
            throw new ArgumentException($"The determination decides item {stranger.ItemId}, which the application does not have.", nameof(facts));
        if ((facts.Reviewers?.Select(p => p.Credentials) ?? [facts.Credentials]).Any(c => !c.MoreThanFiveYears || !c.AtLeast24Hours))
            throw new ArgumentException("The letter attests more than five years and 24 hours a week of practice; the credentials do not.", nameof(facts));

        return new LetterModel(
            LetterModel.CurrentSchemaVersion,
            CurrentTemplate,
            facts.Review.CaseNumber,
            facts.Review.Round,
            facts.Version,
            facts.AssignedOn,
            application.Claim.DateOfInjury,
            facts.DecidedOn,
            application.UrDecision.DecisionDate,
            application.Priority,
            facts.ReceivedOn,
            CaseOutcomes.Of(decided.Select(d => d.Decision)),
            new LetterAddressee(FullName(application.InjuredWorker), application.InjuredWorker.Address),
            CopiesTo(application),
            new LetterReviewer([.. facts.Credentials.LicensureStates], [.. facts.Credentials.Specialties]),
            [.. facts.Documents.OrderBy(d => d.Kind).ThenBy(d => d.Name, StringComparer.Ordinal).ThenBy(d => d.Sha256.Value, StringComparer.Ordinal)
                .Select(d => new LetterDocument(Title(d.Name), d.Kind, d.Sha256, d.Pages))],
            Clean(facts.Determination.ClinicalCaseSummary),
            [.. application.DisputedItems.SelectMany(i => decided.Where(d => d.ItemId == i.Id).Select(d => Item(i, d)))],
            new LetterAppeal(facts.AppealLastDay, Clean(facts.AppealCitation)))
        {
            Reviewers = facts.Reviewers is { } several
                ? [.. several.Select(p => new LetterItemsReviewer([.. p.ItemIds], new LetterReviewer([.. p.Credentials.LicensureStates], [.. p.Credentials.Specialties])))]
                : null,
            Corrects = facts.Corrects is { } corrected ? corrected with { Reason = Clean(corrected.Reason) } : null,
        };
    }

    private static LetterItem Item(DisputedItem item, DeterminedItem decision)
    {
        var modified = item.UrOutcome == UrOutcome.Modified;
        var request = Clean(item.Description);
        var authorized = modified && !string.IsNullOrWhiteSpace(item.AuthorizedPart) ? Clean(item.AuthorizedPart) : null;
        return new LetterItem(
            item.Id,
            modified ? Remainder(request, authorized) : request,
            modified ? request : null,
            authorized,
            decision.Decision,
            Guideline(string.IsNullOrWhiteSpace(item.UrGuideline) ? null : item.UrGuideline),
            Guideline(decision.GuidelineText),
            Clean(decision.Rationale));
    }

    // A modification leaves only what was not authorized in dispute (domain.md §1.10).
    private static string Remainder(string request, string? authorized)
        => authorized is null
            ? $"{request} (the part that the claims administrator did not authorize)"
            : $"{request}, as far as it goes beyond what was authorized ({authorized})";

    private static LetterGuideline Guideline(string? text)
        => text is null
            ? new(NoCitation, [])
            : new(Clean(text), [.. Clean(text).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);

    private static string FullName(InjuredWorker worker)
        => Clean(string.Join(' ', new[] { worker.FirstName, worker.MiddleInitial, worker.LastName }.Where(n => !string.IsNullOrWhiteSpace(n))));

    // 8 CCR 9792.10.6(e): the employee, the attorney, the claims administrator, the provider and the Administrative Director.
    private static string[] CopiesTo(ImrApplication application)
    {
        var attorney = application.Attorney;
        var administrator = application.ClaimsAdministrator;
        var physician = application.RequestingPhysician;
        string?[] copies =
        [
            attorney is null ? null : $"Attorney: {With(attorney.Name, attorney.FirmName)}",
            $"Claims administrator: {With(administrator.CompanyName, administrator.ContactName)}",
            $"Requesting physician: {With($"{physician.FirstName} {physician.LastName}", physician.PracticeName)}",
            "Administrative Director, Division of Workers' Compensation",
        ];
        return [.. copies.OfType<string>().Select(Clean)];
    }

    private static string With(string name, string? more) => string.IsNullOrWhiteSpace(more) ? name : $"{name}, {more}";

    /// <summary>A file name as people read it: no extension, words apart, dates whole, the usual abbreviations in capitals.</summary>
    private static string Title(string fileName)
    {
        var words = WordSeparator().Replace(Clean(Extension().Replace(fileName, string.Empty)), " ").Trim();
        if (words.Length == 0)
            return Clean(fileName);
        words = Abbreviation().Replace(words, m => m.Value.ToUpperInvariant());
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    // One form of line ends and no control characters: what the reader of the JSON, the text and the page sees is the same.
    private static string Clean(string text) => ControlCharacter().Replace(text.ReplaceLineEndings("\n"), " ").Trim();

    [GeneratedRegex(@"\.[A-Za-z0-9]{1,5}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Extension();

    [GeneratedRegex(@"_|(?<!\d)-|-(?!\d)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordSeparator();

    [GeneratedRegex(@"\b(?:ur|rfa|imr|mri|ct|emg|ncs|pr|qme|ame|noarfi)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"[\p{Cc}\p{Cs}-[\n]]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ControlCharacter();
}
