namespace Imr.Core.Records.Identity;

/// <summary>Whose a page is, by what it says of itself.</summary>
public enum PageOwner
{
    /// <summary>It says nothing, or nothing clear: no reason to doubt.</summary>
    Unknown,
    ThisWorker,

    /// <summary>It names another person: nothing may rest on it until a person settles whose it is.</summary>
    SomebodyElse,
}

public enum IdentitySignKind { Name, DateOfBirth, ClaimNumber }

/// <summary>Something that a page says of whom it is about.</summary>
/// <param name="Said">As it stands there: personal data.</param>
/// <param name="Agrees">Whether it is this worker's; null when it may be either.</param>
public sealed record IdentitySign(IdentitySignKind Kind, string Said, bool? Agrees);

/// <param name="Page">From 1.</param>
public sealed record PageIdentity(int Page, PageOwner Owner, IReadOnlyList<IdentitySign> Signs);

/// <summary>
/// Compares each page's labelled name, day of birth and claim number with the case. In doubt for the page: only a clear contradiction is one. That is another full
/// name that nothing personal on the page speaks against; another day of birth without the worker's claim; another claim number beside a name that is not the
/// worker's, or alone in a document that nowhere is the worker's (a worker can have several claims).
/// </summary>
public static class IdentityCheck
{
    /// <summary>One entry for each page with readable text, in order.</summary>
    public static IReadOnlyList<PageIdentity> Of(WorkerIdentity worker, RecordText text)
    {
        var read = text.Pages.Where(p => p.Readable).Select(p => (p.Number, Signs: Compare(worker, PageSignReader.Read(p.Text)))).ToList();
        var known = read.Exists(p => p.Signs.Any(s => s is { Agrees: true, Kind: not IdentitySignKind.ClaimNumber }));
        return [.. read.Select(p => new PageIdentity(p.Number, Owner(p.Signs, known), p.Signs))];
    }

    /// <summary>The pages that name somebody else.</summary>
    public static IReadOnlyList<PageIdentity> Mismatches(WorkerIdentity worker, RecordText text) => [.. Of(worker, text).Where(p => p.Owner == PageOwner.SomebodyElse)];

    /// <summary>The pages of a case's document that name somebody else and that no person has settled: nothing may rest on them, and nothing is decided before.</summary>
    public static IReadOnlyList<PageIdentity> Open(WorkerIdentity worker, CaseDocument document, RecordText text)
        => document.InRecord ? [.. Mismatches(worker, text).Where(p => !document.IsWithheld(p.Page) && !document.Settled.Any(s => s.Contains(p.Page)))] : [];

    private static List<IdentitySign> Compare(WorkerIdentity worker, PageSigns page)
    {
        var signs = new List<IdentitySign>();
        foreach (var name in page.Names.Where(n => !worker.Others.Any(other => other.IsAmong(n.Words))).DistinctBy(n => n.Text))
        {
            signs.Add(new IdentitySign(
                IdentitySignKind.Name, name.Text, worker.Worker.Compare(name.Words) switch { NameAgreement.Agrees => true, NameAgreement.Other => false, _ => null }));
        }

        if (worker.DateOfBirth is { } birth)
            signs.AddRange(page.Births.DistinctBy(b => b.Day).Select(b => new IdentitySign(IdentitySignKind.DateOfBirth, b.Text, SameDay(birth, b.Day))));
        signs.AddRange(page.Claims.Distinct(StringComparer.Ordinal).Select(c => new IdentitySign(IdentitySignKind.ClaimNumber, c, worker.Claims.Any(known => SameNumber(known, c)))));
        return signs;
    }

    private static PageOwner Owner(List<IdentitySign> signs, bool documentIsKnown)
    {
        var (name, birth, claim) = (Of(IdentitySignKind.Name), Of(IdentitySignKind.DateOfBirth), Of(IdentitySignKind.ClaimNumber));
        var another = (name, birth, claim) switch
        {
            // The claim number does not save it: whoever files a page stamps the claim on it.
            (Said.Other, not Said.Same, _) => true,
            (_, Said.Other, not Said.Same) => true,
            (Said.Doubtful, Said.Nothing or Said.Doubtful, Said.Other) => true,
            (Said.Nothing, Said.Nothing, Said.Other) => !documentIsKnown,
            _ => false,
        };
        return another ? PageOwner.SomebodyElse
            : name == Said.Same || birth == Said.Same || claim == Said.Same ? PageOwner.ThisWorker
            : PageOwner.Unknown;

        Said Of(IdentitySignKind kind)
        {
            var said = signs.Where(s => s.Kind == kind).ToList();
            return said.Count == 0 ? Said.Nothing : said.Exists(s => s.Agrees == true) ? Said.Same : said.Exists(s => s.Agrees is null) ? Said.Doubtful : Said.Other;
        }
    }

    private enum Said { Nothing, Doubtful, Same, Other }

    /// <summary>Null: a day or month changed about, or one digit off, as typists and scanners do it.</summary>
    private static bool? SameDay(DateOnly known, DateOnly said)
    {
        // Two digits of a year do not say the century.
        if (said == known || said.AddYears(-100) == known)
            return true;
        var turned = said.Day <= 12 && new DateOnly(said.Year, said.Day, said.Month) == known;
        return turned || Distance.Between(Digits(known), Digits(said)) <= 1 ? null : false;
    }

    private static string Digits(DateOnly day) => day.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The same, a part of it, or misread by a letter or two.</summary>
    private static bool SameNumber(string known, string said)
    {
        var (a, b) = (Folded(known), Folded(said));
        if (Math.Min(a.Length, b.Length) >= 4 && (a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal)))
            return true;
        return Distance.Between(a, b) <= (Math.Max(a.Length, b.Length) >= 8 ? 2 : 1);
    }

    private static string Folded(string number) => PersonName.Fold(number);
}
