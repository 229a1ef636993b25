using Imr.Cli.Cases;
using Imr.Core.Cases;
using Imr.Core.Deadlines;
using Imr.Core.Eligibility;

namespace Imr.Cli.Check;

/// <summary>Checks a case directory as intake would: the same reader, the same screening, without the app.</summary>
internal sealed class DirectoryCheck(DateTimeOffset now)
{
    /// <exception cref="CliException">There is no such directory, or no case in it.</exception>
    public IReadOnlyList<CheckReport> All(string path)
    {
        if (!Directory.Exists(path))
            throw new CliException($"{path} is not a directory: name a case's directory, or one that holds cases' directories.");
        if (File.Exists(Path.Combine(path, CaseDirectory.ApplicationName)))
            return [One(path)];
        List<CheckReport> reports = [.. Directory.GetDirectories(path).Where(d => File.Exists(Path.Combine(d, CaseDirectory.ApplicationName))).Order(StringComparer.Ordinal).Select(One)];
        return reports.Count > 0 ? reports : throw new CliException($"{path} holds no {CaseDirectory.ApplicationName}, nor does a directory in it.");
    }

    private CheckReport One(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            var preview = ApplicationReader.Preview(Application(full), null, PacificTime.LegalDay(now));
            var documents = new DocumentCheck(preview.Read.Application, CaseDirectory.DocumentsOf(full));
            documents.Run();
            List<ApplicationProblem> problems = [.. preview.Read.Problems, .. documents.Problems];
            List<ApplicationProblem> notes = [.. preview.Notes, .. Place(full, preview.Read.Application), .. documents.Notes];
            var screening = preview.Read.Application is { } application ? Screen(application, documents.HasUrDecision) : null;
            return new CheckReport(full, preview.Read.Application?.CaseNumber, problems.Count == 0, problems, notes, documents.Documents, screening);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"A file of {path} can't be read ({e.GetType().Name}).", e);
        }
    }

    /// <summary>One byte more than the reader takes is enough of a file that is too long.</summary>
    private static byte[] Application(string directory)
    {
        using var file = File.OpenRead(Path.Combine(directory, CaseDirectory.ApplicationName));
        var bytes = new byte[Math.Min(file.Length, ApplicationReader.MaxBytes + 1)];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static IEnumerable<ApplicationProblem> Place(string directory, ImrApplication? application)
    {
        if (application is not null && CaseNumber.TryParse(Path.GetFileName(directory), null, out var named) && named != application.CaseNumber)
            yield return new ApplicationProblem("$.caseNumber", "is not the directory's number", named.Value, application.CaseNumber.Value);
    }

    private ScreeningPreview Screen(ImrApplication application, bool hasUrDecision)
    {
        var rules = RuleSetLibrary.Default.ForUrDecision(application.UrDecision.DecisionDate);
        var proposal = EligibilityScreening.Screen(application, new ScreeningFacts(now, hasUrDecision), rules, BusinessCalendar.Default);
        return new ScreeningPreview(
            proposal.Outcome,
            proposal.RuleSetId,
            proposal.ReceivedOn,
            proposal.FilingDeadline?.DueOn,
            proposal.FilingDeadlineWithoutMail?.DueOn,
            [.. proposal.Reasons.Select(r => new PreviewReason(r.Code, r.Explanation, r.Fact, r.Citation))],
            proposal.Items);
    }
}
