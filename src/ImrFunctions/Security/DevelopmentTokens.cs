using System.Text.RegularExpressions;

namespace ImrFunctions.Security;

/// <summary>
/// Tokens of the form <c>dev.{role}.{id}</c>, for claims <c>dev.claims.{id}.{organization}</c>. Registered only when the environment is Development:
/// anyone can write one.
/// </summary>
public sealed partial class DevelopmentTokens : ITokenReader
{
    private static readonly Dictionary<string, Role> Roles = new(StringComparer.Ordinal)
    {
        ["intake"] = Role.Intake,
        ["ad"] = Role.AdministrativeDirector,
        ["reviewer"] = Role.Reviewer,
        ["releaser"] = Role.Releaser,
        ["claims"] = Role.Claims,
        ["applicant"] = Role.Applicant,
        ["operator"] = Role.Operator,
        ["auditor"] = Role.Auditor,
    };

    public Principal? Read(string token)
    {
        if (Form().Match(token) is not { Success: true } match || !Roles.TryGetValue(match.Groups["role"].Value, out var role))
            return null;
        var organization = match.Groups["organization"] is { Success: true } group ? group.Value : null;
        if (role == Role.Claims == organization is null)
            return null;
        return new Principal(role, match.Groups["id"].Value, organization);
    }

    [GeneratedRegex(@"\Adev\.(?<role>[a-z]+)\.(?<id>[A-Za-z0-9-]{1,64})(\.(?<organization>[A-Za-z0-9-]{1,64}))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Form();
}
