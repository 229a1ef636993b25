using System.Text.RegularExpressions;
using ImrFunctions.Tests.Hosting;

namespace ImrFunctions.Tests.Architecture;

/// <summary>Rules that only the source shows: two hostings of one source, orchestrators that replay, folders by feature.</summary>
public sealed class SourceRuleTests
{
    private static readonly IReadOnlyList<SourceFile> App = SourceFile.Of("ImrFunctions");

    private static IEnumerable<SourceFile> Orchestrators
        => App.Where(f => Regex.IsMatch(f.Path, @"^Review/(ReviewRun[.A-Za-z]*|ReviewOrchestrator|FactMailbox)\.cs$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));

    [Theory]
    [InlineData(@"\bLocalFunctions\b")]
    [InlineData(@"\bMicrosoft\.Azure\.Functions\b")]
    [InlineData(@"\bMicrosoft\.DurableTask\b")]
    [InlineData(@"\bAzure\.Data\.Tables\b")]
    [InlineData(@"^\s*#(if|elif|else)\b")]
    public void No_source_file_of_the_app_names_a_hosting(string pattern)
        => Lines(App, pattern).ShouldBeEmpty();

    [Theory]
    [InlineData(@"WaitForExternalEvent(<[^>]*>)?\([^)]*,")]
    [InlineData(@"\bCancelAsync\b")]
    [InlineData(@"\bDateTime(Offset)?\.")]
    [InlineData(@"\bTimeProvider\b")]
    [InlineData(@"\bStopwatch\b")]
    [InlineData(@"\bGuid\.")]
    [InlineData(@"\bRandom\b")]
    [InlineData(@"\bEnvironment\.")]
    [InlineData(@"\bTask\.(Run|Delay|Factory)\b")]
    [InlineData(@"\bConfigureAwait\b")]
    [InlineData(@"\bHttpClient\b")]
    [InlineData(@"\.(Result|Wait\(\)|GetAwaiter)\b")]
    [InlineData(@"\bRuleSetLibrary\b|\bBusinessCalendar\b|\bDeadlineCalculator\b")]
    [InlineData(@"\bstatic\s+(?!class|async|bool|RetryPolicy)[A-Za-z<>?\[\]]+\s+_?[A-Za-z]+\s*(=|;)")]
    public void An_orchestrator_uses_only_its_context(string pattern)
        => Lines(Orchestrators, pattern).ShouldBeEmpty();

    [Fact]
    public void The_orchestrators_are_where_the_rules_look()
        => Orchestrators.Count().ShouldBe(App.Count(f => f.Code.Any(l => l.Contains("TaskOrchestrationContext", StringComparison.Ordinal) || l.Contains("partial class ReviewRun", StringComparison.Ordinal))));

    [Fact]
    public void Only_the_mailbox_waits_for_events_and_makes_timers()
        => App.Where(f => f.Code.Any(l => l.Contains("WaitForExternalEvent", StringComparison.Ordinal) || l.Contains("CreateTimer", StringComparison.Ordinal)))
            .Select(f => f.Path).ShouldBe(["Review/FactMailbox.cs"]);

    [Fact]
    public void Every_activity_call_has_a_retry_policy()
        => Lines(App, @"CallActivityAsync(?!.*TaskOptions\.FromRetryPolicy)").Where(l => !l.EndsWith('(')).ShouldBeEmpty();

    [Theory]
    [InlineData("ImrFunctions", "Intake Review Matching Evaluation Determination Letters Correspondence Cases Exchange Security Operations Api")]
    [InlineData("Imr.Core", "Cases Eligibility Deadlines Fees Records Reviewers Matching Guidelines Determinations Letters Correspondence Operations Data Serialization")]
    public void A_folder_is_a_feature_of_the_design(string project, string features)
        => SourceFile.Of(project).Select(f => f.Folder.Split('/')[0]).Where(f => f.Length > 0).Distinct().Except(features.Split(' ')).ShouldBeEmpty();

    [Theory]
    [InlineData("ImrFunctions")]
    [InlineData("Imr.Core")]
    public void A_file_s_namespace_is_its_folder(string project)
    {
        foreach (var file in SourceFile.Of(project).Where(f => f.Folder.Length > 0))
            file.Code.ShouldContain($"namespace {project}.{file.Folder.Replace('/', '.')};", file.Path);
    }

    private static IEnumerable<string> Lines(IEnumerable<SourceFile> files, string pattern)
    {
        var rule = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        files.ShouldNotBeEmpty();
        return files.SelectMany(f => f.Code.Where(l => rule.IsMatch(l)).Select(l => $"{f.Path}: {l.Trim()}"));
    }
}
