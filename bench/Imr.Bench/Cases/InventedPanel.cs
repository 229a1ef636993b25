using System.Globalization;
using System.Text;
using Imr.Core.Cases;

namespace Imr.Bench.Cases;

/// <summary>A panel of invented reviewers who qualify for every sample and have room for every case.</summary>
internal static class InventedPanel
{
    public static string Csv(int reviewers)
    {
        var csv = new StringBuilder("id,firstName,lastName,npi,degree,licenses,certifications,practiceHoursPerWeek,practiceStarted,sanctioned,qme,affiliatedIds,capacity,active\n");
        for (var n = 1; n <= reviewers; n++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"BEN-{n:D4},Invented,Reviewer{n:D4},{NpiOf(n)},MD,CA:B{n:D5}:Active:2035-01-31,PMR:ABPMR:2035-12-31,")
                .Append("40,2005-07-01,false,false,,1000,true\n");
        }

        return csv.ToString();
    }

    /// <summary>The number whose check digit is right.</summary>
    private static string NpiOf(int n)
        => Enumerable.Range(0, 10).Select(check => string.Create(CultureInfo.InvariantCulture, $"19{n:D7}{check}")).First(npi => Npi.TryParse(npi, null, out _));
}
