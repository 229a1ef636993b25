using System.Text.RegularExpressions;

namespace Imr.Core.Records.Identity;

/// <summary>What a page says, with a label, of whom it is about.</summary>
/// <param name="Names">Words of each name that a label calls the patient's.</param>
internal sealed record PageSigns(IReadOnlyList<SaidName> Names, IReadOnlyList<SaidDay> Births, IReadOnlyList<string> Claims);

/// <param name="Text">As it stands there.</param>
internal sealed record SaidName(string Text, IReadOnlyList<string> Words);

/// <summary>A labelled day of birth.</summary>
internal sealed record SaidDay(string Text, DateOnly Day);

/// <summary>
/// Reads names, days of birth and claim numbers that stand behind a label. Only what has the form of one is taken: a sentence behind "Patient:", a physician's
/// name with a title, a label of an empty form say nothing.
/// </summary>
internal static partial class PageSignReader
{
    private const int Milliseconds = 1000;

    /// <summary>Words that follow a name on the same line, or stand behind such labels, and are nobody's name.</summary>
    private static readonly HashSet<string> NoNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "yes", "no", "none", "unknown", "signature", "date", "same", "see", "above", "below", "na", "information", "history", "education", "instructions", "status", "care", "visit", "visits",
        "portal", "id", "number", "phone", "address", "city", "state", "zip", "the", "is", "was", "has", "and", "of", "for", "in", "on", "to", "with", "a", "an", "new", "established", "male", "female",
        "man", "woman", "year", "old", "name", "first", "last", "middle", "initial", "print", "printed", "please", "not", "provided", "applicable", "redacted", "patient", "employee", "claimant",
        "worker", "injured", "applicant", "self", "spouse", "relationship", "chart", "record", "records", "seen", "denies", "reports", "presents", "returns", "stable", "alert", "left", "right", "pain",
        "file", "page", "complaint", "complaints", "doctor", "physician", "provider", "referring", "adjuster", "attorney", "consent", "request", "form", "copy", "type", "account", "statement",
        "questionnaire", "dob", "doi", "dos", "mrn", "age", "sex", "gender", "employer", "claim", "occupation", "ssn", "race", "language", "ref", "re", "tel", "fax", "ph", "home", "work", "cell",
        "continued", "discharge", "report", "progress", "exam", "examination", "diagnosis", "room", "bed", "weight", "height", "insurer", "carrier", "policy",
    };

    /// <summary>Words of offices: what holds one is no person.</summary>
    private static readonly HashSet<string> Offices = new(StringComparer.OrdinalIgnoreCase)
    {
        "group", "clinic", "center", "centre", "medical", "hospital", "health", "insurance", "company", "inc", "llc", "corp", "corporation", "department", "street", "avenue", "road", "county",
        "california", "associates", "services", "claims", "orthopaedics", "orthopedics", "imaging", "pharmacy", "laboratory", "satisfaction", "university", "school", "district",
    };

    public static PageSigns Read(string page)
    {
        var names = new List<SaidName>();
        var births = new List<SaidDay>();
        var claims = new List<string>();
        var lines = page.Split('\n');
        for (var n = 0; n < lines.Length; n++)
        {
            foreach (Match match in PatientLabel().Matches(lines[n]))
                AddName(match);
            // "Name:" alone is the patient's only in a block that gives a day of birth.
            if (PlainName().Match(lines[n]) is { Success: true } plain && lines.Skip(n).Take(4).Any(l => BirthLabel().IsMatch(l)))
                AddName(plain);
            // A table whose head says "Patient", "Date of birth", and whose row below gives them.
            if (n > 0 && TableHead().IsMatch(lines[n - 1]) && TableRow().Match(lines[n]) is { Success: true } row)
            {
                AddName(row);
                AddBirth(row);
            }

            foreach (Match match in BirthLabel().Matches(lines[n]))
                AddBirth(match);

            foreach (Match match in ClaimLabel().Matches(lines[n]))
            {
                if (match.Groups["claim"].Value.Count(char.IsAsciiDigit) >= 3)
                    claims.Add(match.Groups["claim"].Value.TrimEnd('-', '/', '.'));
            }
        }

        return new PageSigns(names, births, claims);

        void AddBirth(Match match)
        {
            if (PageDates.Read(MisreadDigits(match.Groups["day"].Value)) is { } day)
                births.Add(new SaidDay(match.Groups["day"].Value.Trim(), day));
        }

        void AddName(Match match)
        {
            if (!Credentials().IsMatch(match.Groups["rest"].Value) && NameOf(match.Groups["name"].Value) is { } words)
                names.Add(new SaidName(string.Join(' ', words), words));
        }
    }

    /// <summary>The words of a full name: two at least of more than an initial. Null when it is none, or a person's with a title of the trade.</summary>
    private static List<string>? NameOf(string text)
    {
        var all = PersonName.Words(text);
        if (Credentials().IsMatch(text) || all.Any(Offices.Contains))
            return null;
        var words = all.TakeWhile(w => !NoNames.Contains(w)).ToList();
        return words.Count is >= 2 and <= 6 && words.TrueForAll(w => w.Count(char.IsLetter) >= w.Length - 2) && words.Count(w => w.Length > 1) >= 2 ? words : null;
    }

    /// <summary>Letters that a scanner made of a date's digits.</summary>
    private static string MisreadDigits(string text)
        => MonthName().IsMatch(text) ? text : MisreadDigit().Replace(text, m => m.Value switch { "O" or "o" => "0", "l" or "I" => "1", "S" => "5", "B" => "8", _ => "2" });

    private const string NameWords =
        @"(?<name>\p{Lu}[\p{L}\p{M}0-9|'’.\-]*(?:,?[ ]{1,2}(?:(?:de|la|las|del|los|van|von|der|den|da|dos|di|y)[ ]){0,2}\p{Lu}[\p{L}\p{M}0-9|'’.\-]*){1,4})";

    /// <summary>With what follows, where a title of the trade may stand.</summary>
    private const string NameForm = NameWords + "(?<rest>.{0,12})";

    /// <summary>Labels that can only mean the patient.</summary>
    [GeneratedRegex(
        @"(?<![\p{L}'’])(?i:(?:patient|employee|claimant|applicant)(?:['’]s)?(?:[ ]name)?|injured[ ](?:worker|employee)(?:['’]s)?(?:[ ]name)?|name[ ]of[ ](?:the[ ])?(?:patient|employee|claimant|injured[ ]worker)|pt\.?[ ]name)"
        + @"(?:[ ]?\([^)\n]{0,40}\))?[ ]?[:#][ \t]*" + NameForm,
        RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex PatientLabel();

    [GeneratedRegex(@"\A[ \t]*(?i:name)(?:[ ]?\([^)\n]{0,40}\))?[ ]?:[ \t]*" + NameForm, RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex PlainName();

    [GeneratedRegex(@"\A[ \t]*(?i:patient|employee|claimant)(?:[ ](?i:name))?[ \t]+(?i:date[ ]of[ ]birth|birth[ ]?date|dob)\b[^0-9]*\z", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex TableHead();

    [GeneratedRegex(@"\A[ \t]*" + NameWords + @"[ \t]+(?<day>[0-9OolISBZ]{1,4}[/.\-][0-9OolISBZ]{1,2}[/.\-][0-9OolISBZ]{2,4})", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex TableRow();

    [GeneratedRegex(
        @"(?<![\p{L}])(?i:d\.?[ ]?o\.?[ ]?b\.?|date[ ]of[ ]birth|birth[ ]?date)(?![\p{L}])[ ]?(?:\([^)\n]{0,20}\))?[ ]?[:#]?[ \t]*"
        + @"(?<day>[0-9OolISBZ]{1,4}[/.\-][0-9OolISBZ]{1,2}[/.\-][0-9OolISBZ]{2,4}|[A-Za-z]{3,9}\.?[ ][0-9]{1,2},?[ ][0-9]{4}|[0-9]{1,2}[ ][A-Za-z]{3,9}[ ][0-9]{4})",
        RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex BirthLabel();

    [GeneratedRegex(
        @"(?<![\p{L}])(?i:claim(?:[ ](?:no\.?|num(?:ber)?\.?|id)[ ]?[:#]{0,2}|[ ]?[:#]{1,2}))[ \t]*(?<claim>[A-Za-z0-9][A-Za-z0-9\-/.]{4,29})(?![A-Za-z0-9])",
        RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex ClaimLabel();

    /// <summary>Titles behind or before a name that make it a physician's, a therapist's or an attorney's.</summary>
    [GeneratedRegex(
        @"(?<![\p{L}])(?:M\.?D|D\.?O|D\.?C|D\.?P\.?M|Ph\.?D|Psy\.?D|P\.?A(?:-?C)?|N\.?P|R\.?N|P\.?T|D\.?P\.?T|L\.?Ac|O\.?D|D\.?D\.?S|Esq|Dr)\.?(?![\p{L}])",
        RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex Credentials();

    [GeneratedRegex("[A-Za-z]{3}", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex MonthName();

    [GeneratedRegex("[OolISBZ]", RegexOptions.CultureInvariant, Milliseconds)]
    private static partial Regex MisreadDigit();
}
