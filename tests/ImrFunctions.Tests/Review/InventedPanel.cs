using System.Globalization;
using System.Text;
using Imr.Core.Cases;

namespace ImrFunctions.Tests.Review;

/// <summary>A panel of invented physicians who may review every sample, in the format of <c>samples/reviewers.csv</c>.</summary>
internal static class InventedPanel
{
    private const string Header =
        "id,firstName,lastName,npi,degree,licenses,certifications,practiceHoursPerWeek,practiceStarted,sanctioned,qme,affiliatedIds,capacity,active";

    /// <param name="reviewers">At most 90.</param>
    /// <param name="capacity">Open cases that each of them takes.</param>
    /// <param name="first">The first one's number: panels with other numbers are other people.</param>
    public static string Csv(int reviewers, int capacity = 500, int first = 1)
    {
        var csv = new StringBuilder(Header).Append('\n');
        for (var n = first; n < first + reviewers; n++)
        {
            csv.Append($"REV-{7000 + n},Inventa,Panelwright{(char)('a' + (n / 26))}{(char)('a' + (n % 26))},{NpiOf(n)},MD,CA:A{80000 + n}:Active:2031-01-31,")
                .Append("PMR:ABPMR:2031-12-31;ORTHO:ABOS:2031-12-31,40,2006-07-01,false,false,,").Append(capacity).Append(",true\n");
        }

        return csv.ToString();
    }

    /// <summary>Of a reviewer of this panel.</summary>
    public static Npi NpiOf(string reviewerId) => NpiOf(int.Parse(reviewerId["REV-".Length..], CultureInfo.InvariantCulture) - 7000);

    private static Npi NpiOf(int n)
        => Enumerable.Range(0, 10).Select(check => Npi.TryParse($"18{7000000 + n}{check}", null, out var npi) ? npi : null).OfType<Npi>().Single();
}
