using Imr.Core.Cases;

namespace Imr.Core.Letters.Parsing;

/// <summary>
/// The case header: labels and values in two columns, one below the other, all labels before all values, or in a sentence. A value on the line of a label belongs to it;
/// values on lines of their own belong to the labels before them, in order, when there are as many of each kind.
/// </summary>
internal sealed class CaseHeader
{
    private enum Field
    {
        CaseNumber,
        DateAssigned,
        DateOfInjury,
        DecisionDate,
        UrDenialDate,
        Priority,
        ApplicationReceived,
    }

    private enum Form
    {
        Number,
        Date,
        Word,
    }

    private static readonly (Field Field, Phrase Phrase)[] s_labels =
    [
        (Field.CaseNumber, new("imr case number")),
        (Field.CaseNumber, new("maximus case number")),
        (Field.CaseNumber, new("case number")),
        (Field.DateAssigned, new("date assigned")),
        (Field.DateOfInjury, new("date of injury")),
        (Field.DecisionDate, new("decision date")),
        (Field.DecisionDate, new("date of decision")),
        (Field.DecisionDate, new("dated")),
        (Field.UrDenialDate, new("ur denial date")),
        (Field.UrDenialDate, new("ur decision date")),
        (Field.UrDenialDate, new("date of ur decision")),
        (Field.UrDenialDate, new("date of ur denial")),
        (Field.Priority, new("priority")),
        (Field.ApplicationReceived, new("imr application received")),
        (Field.ApplicationReceived, new("date application received")),
        (Field.ApplicationReceived, new("application received")),
    ];

    private static readonly Phrase s_filed = new("application for independent medical review was filed on");
    private static readonly Phrase s_disputed = new("utilization review denial dated");

    private readonly LetterWords words;
    private readonly List<LetterProblem> problems;
    private readonly Dictionary<Field, object> values = [];
    private readonly List<(Field Field, int At)> labels = [];
    private readonly List<(Form Form, object? Value, int At)> block = [];

    /// <param name="to">Where the letter's first section begins.</param>
    public CaseHeader(LetterWords words, int to, List<LetterProblem> problems)
    {
        (this.words, this.problems) = (words, problems);
        for (var i = 0; i < to;)
        {
            if (Parted(i) is var (parted, value, after))
            {
                Assign();
                Set(parted, value, i);
                i = after;
            }
            else if (LabelAt(i) is var (field, end))
            {
                if (block.Count > 0)
                    Assign();
                labels.Add((field, i));
                i = end;
            }
            else if (ValueAt(i) is var (form, read, next))
            {
                if (labels.Count > 0)
                    Value(form, read, i);
                i = next;
            }
            else
            {
                i++;
            }
        }

        Assign();
        Sentences();
    }

    public string? CaseNumber => values.GetValueOrDefault(Field.CaseNumber) as string;

    public DateOnly? DateAssigned => values.GetValueOrDefault(Field.DateAssigned) as DateOnly?;

    public DateOnly? DateOfInjury => values.GetValueOrDefault(Field.DateOfInjury) as DateOnly?;

    public DateOnly? DecisionDate => values.GetValueOrDefault(Field.DecisionDate) as DateOnly?;

    public DateOnly? UrDenialDate => values.GetValueOrDefault(Field.UrDenialDate) as DateOnly?;

    public Priority? Priority => values.GetValueOrDefault(Field.Priority) as Priority?;

    public DateOnly? ApplicationReceived => values.GetValueOrDefault(Field.ApplicationReceived) as DateOnly?;

    // A value that directly follows its label on the line, or on the next one, is taken at once; others wait for the whole block.
    private void Value(Form form, object? value, int at)
    {
        var (last, label) = labels[^1];
        if (block.Count == 0 && words[label].Line == words[at].Line && words[label].Page == words[at].Page && FormOf(last) == form)
        {
            labels.Clear();
            Set(last, value, label);
            return;
        }

        block.Add((form, value, at));
    }

    private void Assign()
    {
        foreach (var form in Enum.GetValues<Form>())
        {
            List<(Field Field, int At)> wanted = [.. labels.Where(l => FormOf(l.Field) == form)];
            List<(Form Form, object? Value, int At)> found = [.. block.Where(v => v.Form == form)];
            if (found.Count == 0)
                continue;
            if (wanted.Count == found.Count)
            {
                for (var i = 0; i < found.Count; i++) Set(wanted[i].Field, found[i].Value, wanted[i].At);
            }
            else if (wanted.Count > found.Count)
            {
                problems.Add(words.Problem(
                    $"header: {wanted.Count} labels, {found.Count} values on lines of their own", wanted[0].At, "a value beside each label, or as many values as labels"));
            }
            else
            {
                // More values than labels: dates of something else follow.
                for (var i = 0; i < wanted.Count; i++) Set(wanted[i].Field, found[i].Value, wanted[i].At);
            }
        }

        labels.Clear();
        block.Clear();
    }

    private void Set(Field field, object? value, int at)
    {
        if (value is null)
            problems.Add(words.Problem($"header: {field} can't be read", at, FormOf(field) == Form.Date ? "a date such as 11/09/2016" : "a value"));
        else
            values.TryAdd(field, value);
    }

    private (Field Field, int End)? LabelAt(int i)
    {
        foreach (var (field, phrase) in s_labels)
        {
            if (phrase.Label(words, i) is { } labelled)
                return (field, labelled);
            // A table's cells have no colon.
            if (words[i].Gap >= Gap.Wide && char.IsUpper(words[i].Text[0]) && phrase.Anywhere(words, i) is { } end
                && end < words.Count && (words[end].Gap >= Gap.Wide || ValueAt(end) is not null))
                return (field, end);
        }

        return null;
    }

    // A label that its column broke, so that the value stands inside it: "Application   11/03/2016 / Received:".
    private (Field Field, object? Value, int End)? Parted(int i)
    {
        foreach (var (field, phrase) in s_labels)
        {
            for (var head = 1; head < phrase.Words.Count; head++)
            {
                if (Matches(i, phrase.Words, 0, head) && i + head < words.Count && ValueAt(i + head) is var (form, value, after) && form == FormOf(field)
                    && EndsOnNextLine(after, string.Concat(phrase.Words.Skip(head)) + ":"))
                    return (field, value, after);
            }
        }

        return null;
    }

    private bool EndsOnNextLine(int after, string rest)
    {
        for (var i = after; i < words.Count && words[i].Line <= words[after - 1].Line + 1; i++)
        {
            if (words[i].Line > words[after - 1].Line && words[i].Gap >= Gap.Wide && Phrase.Compact(words, i, rest) is not null)
                return true;
        }

        return false;
    }

    private bool Matches(int at, IReadOnlyList<string> phrase, int from, int to)
    {
        for (var k = from; k < to; k++)
        {
            if (at + k >= words.Count || words[at + k].Key != phrase[k])
                return false;
        }

        return true;
    }

    private (Form Form, object? Value, int End)? ValueAt(int i)
    {
        if (LetterDates.At(words, i) is var (day, end))
            return (Form.Date, day, end);
        var bare = words[i].Text.Trim('.', ',');
        if (Enum.TryParse<Priority>(bare, ignoreCase: true, out var priority) && bare.All(char.IsLetter))
            return (Form.Word, priority, i + 1);
        if (words[i].Key is "regular" or "non-expedited")
            return (Form.Word, Cases.Priority.Standard, i + 1);
        return IsCaseNumber(bare) ? (Form.Number, bare.ToUpperInvariant(), i + 1) : null;
    }

    /// <summary><c>CM16-0213037</c>, also with other letters or digits.</summary>
    private static bool IsCaseNumber(string word)
    {
        var hyphen = word.IndexOf('-', StringComparison.Ordinal);
        return hyphen is >= 2 and <= 6 && word.Length - hyphen is >= 6 and <= 12 && word.AsSpan(0, 2).IndexOfAnyExcept("CcMm") < 0
            && word.AsSpan(2, hyphen - 2).IndexOfAnyExceptInRange('0', '9') < 0 && word.AsSpan(hyphen + 1).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static Form FormOf(Field field) => field switch
    {
        Field.CaseNumber => Form.Number,
        Field.Priority => Form.Word,
        _ => Form.Date,
    };

    // 2013: the application and the denial are dated in a sentence of the decision.
    private void Sentences()
    {
        for (var i = 0; i < words.Count; i++)
        {
            After(i, s_filed, Field.ApplicationReceived);
            After(i, s_disputed, Field.UrDenialDate);
        }
    }

    private void After(int i, Phrase phrase, Field field)
    {
        if (phrase.Anywhere(words, i) is { } end && end < words.Count && LetterDates.At(words, end) is var (day, _) && day is { } read)
            values.TryAdd(field, read);
    }
}
