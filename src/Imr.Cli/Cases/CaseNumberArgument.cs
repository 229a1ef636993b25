using System.CommandLine;
using Imr.Core.Cases;

namespace Imr.Cli.Cases;

/// <summary>The argument CASE of several commands.</summary>
internal static class CaseNumberArgument
{
    public static Argument<CaseNumber> Create() => new("CASE")
    {
        Description = "The case number, such as CM26-0000123.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (CaseNumber.TryParse(text, null, out var number))
                return number;

            result.AddError($"'{text}' is not a case number: give one of the form CM26-0000123");
            return null;
        },
    };
}
