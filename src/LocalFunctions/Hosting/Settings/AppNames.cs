using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace LocalFunctions.Hosting;

/// <summary>Names in trigger attributes, where <c>%Name%</c> stands for the value of a setting.</summary>
internal sealed partial class AppNames(IConfiguration configuration, HostJson hostJson)
{
    public HostJson HostJson => hostJson;

    /// <exception cref="StartRefusedException">A setting that is named is missing.</exception>
    public string Resolve(string text, string function) => Placeholder().Replace(text, match =>
        configuration[match.Groups["name"].Value] is { Length: > 0 } value
            ? value
            : throw new StartRefusedException($"Function {function} names the setting {match.Groups["name"].Value}, which is not set: set it or take it out of the function's trigger."));

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
