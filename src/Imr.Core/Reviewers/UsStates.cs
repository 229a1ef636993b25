namespace Imr.Core.Reviewers;

/// <summary>The fifty States and the District of Columbia: postal letters and the name in full words, as letters print it.</summary>
public static class UsStates
{
    private static readonly Dictionary<string, string> Names = (
        "AL=Alabama AK=Alaska AZ=Arizona AR=Arkansas CA=California CO=Colorado CT=Connecticut DE=Delaware DC=District_of_Columbia FL=Florida GA=Georgia HI=Hawaii "
        + "ID=Idaho IL=Illinois IN=Indiana IA=Iowa KS=Kansas KY=Kentucky LA=Louisiana ME=Maine MD=Maryland MA=Massachusetts MI=Michigan MN=Minnesota MS=Mississippi "
        + "MO=Missouri MT=Montana NE=Nebraska NV=Nevada NH=New_Hampshire NJ=New_Jersey NM=New_Mexico NY=New_York NC=North_Carolina ND=North_Dakota OH=Ohio OK=Oklahoma "
        + "OR=Oregon PA=Pennsylvania RI=Rhode_Island SC=South_Carolina SD=South_Dakota TN=Tennessee TX=Texas UT=Utah VT=Vermont VA=Virginia WA=Washington "
        + "WV=West_Virginia WI=Wisconsin WY=Wyoming")
        .Split(' ').Select(s => s.Split('=')).ToDictionary(s => s[0], s => s[1].Replace('_', ' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a State by its two letters; null when there is none.</summary>
    public static string? NameOf(string letters) => Names.GetValueOrDefault(letters);
}
