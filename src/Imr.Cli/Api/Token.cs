namespace Imr.Cli.Api;

/// <summary>Development tokens (docs/api.md): accepted only by an app in the Development environment.</summary>
internal static class Token
{
    public const string Operator = "dev.operator.cli";
    public const string AdministrativeDirector = "dev.ad.demo-ad";
    public const string Releaser = "dev.releaser.demo-releaser";

    public static string Reviewer(string reviewerId) => $"dev.reviewer.{reviewerId}";
}
