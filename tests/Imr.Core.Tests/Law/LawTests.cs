using System.Text.RegularExpressions;

namespace Imr.Core.Tests.Law;

/// <summary>The tests that name a rule of law: <c>[Trait("Law", "DL-APP-STD,…")]</c> before the method, in any test project.</summary>
internal static partial class LawTests
{
    /// <summary>The tests of each rule, as <c>ClassName.MethodName</c>.</summary>
    public static ILookup<string, string> ByRule { get; } = Read().ToLookup(p => p.Rule, p => p.Test, StringComparer.Ordinal);

    private static IEnumerable<(string Rule, string Test)> Read()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (Match match in Trait().Matches(File.ReadAllText(file)))
            {
                foreach (var rule in match.Groups["rules"].Value.Split(','))
                    yield return (rule, $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups["method"].Value}");
            }
        }
    }

    /// <summary>The mark, whatever attributes and comments stand between, and the method that follows.</summary>
    [GeneratedRegex("""\[Trait\("Law", "(?<rules>[^"]+)"\)\]\s+(?:(?:\[|//).*\s+)*public (?:static )?(?:async )?\w+ (?<method>\w+)\(""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Trait();
}
