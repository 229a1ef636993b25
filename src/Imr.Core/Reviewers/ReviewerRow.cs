using System.Globalization;
using Imr.Core.Cases;

namespace Imr.Core.Reviewers;

/// <summary>One row of a file of reviewers: reads every field, and keeps every problem.</summary>
internal sealed class ReviewerRow(int number, Func<string, string> field)
{
    private const string Day = "a day as 2028-01-31";

    /// <summary>Stands in for a bad NPI while the rest of the row is read; such a row is never used.</summary>
    private static readonly Npi NoNpi = Npi.Parse("1000000004");

    private readonly List<ReviewerCsvProblem> problems = [];

    public IReadOnlyList<ReviewerCsvProblem> Problems => problems;

    public bool NpiRead { get; private set; }

    public void Problem(string column, string problem, string expected) => problems.Add(new(number, column, problem, expected));

    public Reviewer Read()
        => new(
            Reviewer.CurrentSchemaVersion,
            Id(),
            Text("firstName"),
            Text("lastName"),
            ReadNpi(),
            Text("degree"),
            Parts("licenses", License),
            Parts("certifications", Certification),
            Number("practiceHoursPerWeek", 0, 168),
            Date(field("practiceStarted"), "practiceStarted"),
            Flag("sanctioned"),
            Flag("qme"),
            [.. field("affiliatedIds").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Number("capacity", 0, 1000),
            Flag("active"));

    /// <summary>The id is a key of rows and a part of tokens.</summary>
    private string Id()
    {
        var id = Text("id");
        if (id.Length > 0 && (id.Length > 40 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            Problem("id", "can't be used as an id", "at most 40 letters, digits or hyphens");
        return id;
    }

    private Npi ReadNpi()
    {
        NpiRead = Npi.TryParse(field("npi"), null, out var npi);
        if (!NpiRead)
            Problem("npi", "is no NPI", "ten digits with a valid check digit");
        return npi ?? NoNpi;
    }

    private string Text(string column)
    {
        var text = field(column);
        if (text.Length == 0)
            Problem(column, "is empty", "a value");
        return text;
    }

    private int Number(string column, int min, int max)
    {
        if (!int.TryParse(field(column), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < min || value > max)
            Problem(column, "is not a number in range", $"a whole number from {min} to {max}");
        return value;
    }

    private bool Flag(string column)
    {
        var text = field(column);
        if (!bool.TryParse(text, out var value))
            Problem(column, "is neither true nor false", "true or false");
        return value;
    }

    private DateOnly Date(string text, string column)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            Problem(column, "holds no day", Day);
        return day;
    }

    private List<T> Parts<T>(string column, Func<string, T?> read)
        where T : class
        => [.. field(column).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(read).OfType<T>()];

    private License? License(string text)
    {
        var parts = text.Split(':', StringSplitOptions.TrimEntries);
        if (parts.Length != 4 || parts[1].Length == 0)
        {
            Problem("licenses", "holds something else than licences", "CA:A12345:Active:2028-01-31, parted by semicolons");
            return null;
        }

        if (UsStates.NameOf(parts[0]) is null)
            Problem("licenses", "names no State", "two letters of a State");
        var named = Enum.GetNames<LicenseStatus>().Contains(parts[2], StringComparer.OrdinalIgnoreCase);
        if (!named)
            Problem("licenses", "holds an unknown status", string.Join(", ", Enum.GetNames<LicenseStatus>()));
        var status = named ? Enum.Parse<LicenseStatus>(parts[2], ignoreCase: true) : LicenseStatus.Expired;
        return new License(parts[0].ToUpperInvariant(), parts[1], status, Date(parts[3], "licenses"));
    }

    private BoardCertification? Certification(string text)
    {
        var parts = text.Split(':', StringSplitOptions.TrimEntries);
        if (parts.Length is < 2 or > 3 || !Specialty.TryParse(parts[0], null, out var specialty) || parts[1].Length == 0)
        {
            Problem("certifications", "holds something else than certifications", $"PMR:ABPMR:2029-12-31, parted by semicolons; specialties are {string.Join(", ", Specialty.All.Select(s => s.Code))}");
            return null;
        }

        return new BoardCertification(specialty, parts[1], parts.Length == 3 && parts[2].Length > 0 ? Date(parts[2], "certifications") : null);
    }
}
