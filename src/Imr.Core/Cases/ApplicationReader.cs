namespace Imr.Core.Cases;

/// <summary>One thing wrong with an application file.</summary>
/// <param name="Path">JSON path, such as <c>$.urDecision.servedOn</c>.</param>
/// <param name="Problem">What is wrong, without the found value when that could be PHI.</param>
/// <param name="Expected">What would be right, and so the fix.</param>
public sealed record ApplicationProblem(string Path, string Problem, string Expected);

/// <summary>Either an application without problems or the whole list of problems.</summary>
public sealed record ApplicationReadResult(ImrApplication? Application, IReadOnlyList<ApplicationProblem> Problems);
