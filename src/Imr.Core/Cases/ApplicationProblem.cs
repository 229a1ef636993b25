using System.Text;

namespace Imr.Core.Cases;

/// <summary>One thing wrong with an application file.</summary>
/// <param name="Path">JSON path, such as <c>$.urDecision.servedOn</c>.</param>
/// <param name="Problem">What is wrong, without the found value: that could be PHI.</param>
/// <param name="Expected">What would be right, and so the fix.</param>
/// <param name="Found">
/// The found value, short and on one line; null where there is none to show. PHI: for the uploader and the quarantine, never for a log; so the text form leaves it out.
/// </param>
public sealed record ApplicationProblem(string Path, string Problem, string Expected, string? Found = null)
{
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"{nameof(Path)} = {Path}, {nameof(Problem)} = {Problem}, {nameof(Expected)} = {Expected}");
        return true;
    }
}
