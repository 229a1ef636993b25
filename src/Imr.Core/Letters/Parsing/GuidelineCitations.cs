using System.Text.RegularExpressions;

namespace Imr.Core.Letters.Parsing;

/// <summary>
/// Reads what a guideline text cites: "Decision based on MTUS TOPIC YEAR[, Section(s): …][, and TOPIC YEAR …]. [Decision based on Non-MTUS Citation …]", the older
/// "… MTUS ACOEM Chapter 8 … Page(s): 177-179.", the sentences of 2013, and our own "MTUS: …; …". A text that cites nothing gives nothing.
/// </summary>
internal static partial class GuidelineCitations
{
    private const string Sections = "Section(s):";

    // Topics that hold an "and" after a comma themselves.
    private static readonly string[] s_topicsWithAnd = ["Forearm, Wrist, and Hand Complaints", "Forearm, Wrist, and Hand"];

    // Section titles of the chronic pain guideline whose comma is followed by a capital.
    private static readonly string[] s_titlesWithComma = ["NSAIDs, GI symptoms", "Opioids, California"];

    public static IReadOnlyList<LetterCitation> Read(string text)
    {
        var marks = Mark().Matches(text);
        if (marks.Count > 0)
            return [.. marks.SelectMany((mark, n) => One(mark, text[(mark.Index + mark.Length)..(n + 1 < marks.Count ? marks[n + 1].Index : text.Length)]))];
        if (Own().Match(text) is { Success: true })
            return [.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(OwnCitation)];
        return Narrative(text);
    }

    private static IEnumerable<LetterCitation> One(Match mark, string body)
    {
        var said = TrimEnd(body);
        if (said.Length == 0)
            return [];
        return mark.Groups["non"].Success ? [new LetterCitation(LetterCitation.NonMtus, Text: said)] : Mtus(said);
    }

    private static IEnumerable<LetterCitation> Mtus(string body)
        => PagesLabel().IsMatch(body) ? WithPages(body) : Topics(body).Select(WithSections);

    // A topic ends with its year; what follows up to the next ", and TOPIC YEAR" are its sections.
    private static IEnumerable<string> Topics(string body)
    {
        var start = 0;
        foreach (Match year in TopicEnd().Matches(body))
        {
            var join = year.Index > start ? JoinBefore(body, start, year.Index) : -1;
            if (join < 0)
                continue;
            yield return body[start..join];
            start = join + ", and ".Length;
        }

        yield return body[start..];
    }

    private static int JoinBefore(string body, int start, int year)
    {
        const int longestTopic = 90;
        // Before the join stands a whole topic, which has its year.
        var join = body.LastIndexOf(", and ", year, year - start, StringComparison.Ordinal);
        foreach (var topic in s_topicsWithAnd)
        {
            var named = ", and " + topic;
            if (body.LastIndexOf(named, year, year - start, StringComparison.Ordinal) is >= 0 and var at && year - at < named.Length + 3)
                join = at;
            else if (body.LastIndexOf(topic, year, year - start, StringComparison.Ordinal) is >= 0 and var own && own == start && year - own <= topic.Length + 1)
                return -1;
        }

        return join >= 0 && year - join <= longestTopic && TopicEnd().Match(body, start) is { Success: true } first && first.Index < join ? join : -1;
    }

    private static LetterCitation WithSections(string topic)
    {
        var at = topic.IndexOf(Sections, StringComparison.OrdinalIgnoreCase);
        var name = (at < 0 ? topic : topic[..at]).Trim(' ', ',', '.');
        IReadOnlyList<string> sections = at < 0 ? [] : [.. SectionTitles(TrimEnd(topic[(at + Sections.Length)..]))];
        return Year().Match(name) is { Success: true } year
            ? new LetterCitation(LetterCitation.Mtus, name[..year.Index].Trim(' ', ',', '('), int.Parse(year.Groups["year"].Value), sections)
            : new LetterCitation(LetterCitation.Mtus, name, null, sections);
    }

    // "Opioids, criteria for use, Opioid pumps": a comma before a small letter is within a title.
    private static IEnumerable<string> SectionTitles(string text)
        => TextList.Split(text, (t, comma) =>
        {
            var next = t.AsSpan(comma + 1).TrimStart();
            return next.Length > 0 && !char.IsLower(next[0]) && !s_titlesWithComma.Any(title => Within(t, comma, title));
        });

    private static bool Within(string text, int comma, string title)
    {
        var at = comma - title.IndexOf(',', StringComparison.Ordinal);
        return at >= 0 && string.CompareOrdinal(text, at, title, 0, title.Length) == 0;
    }

    // Older letters: "ACOEM Chapter 12 Low Back Complaints Page(s): 303-305, Chronic Pain Medical Treatment Guidelines Page(s): 98-99".
    private static IEnumerable<LetterCitation> WithPages(string body)
    {
        var start = 0;
        foreach (Match pages in PagesLabel().Matches(body))
        {
            if (pages.Index < start)
                continue;
            var topic = body[start..pages.Index].Trim(' ', ',', '.', ';');
            if (topic.StartsWith("and ", StringComparison.Ordinal))
                topic = topic[4..];
            var year = Year().Match(topic);
            yield return new LetterCitation(
                LetterCitation.Mtus,
                year.Success ? topic[..year.Index].Trim(' ', ',', '(') : topic,
                year.Success ? int.Parse(year.Groups["year"].Value) : null,
                [],
                pages.Groups["pages"].Value.Trim(' ', ',', '.'));
            start = pages.Index + pages.Length;
        }

        if (TrimEnd(body[start..]).Trim(' ', ',', ';') is { Length: > 0 } rest && rest.Any(char.IsLetter))
            yield return WithSections(rest.StartsWith("and ", StringComparison.Ordinal) ? rest[4..] : rest);
    }

    // 2013: "… based its decision on the Chronic Pain Medical Treatment Guidelines, page 98, which is part of the MTUS."
    private static List<LetterCitation> Narrative(string text)
    {
        var found = new List<LetterCitation>();
        foreach (Match said in BasedOn().Matches(text))
        {
            var end = said.Index + said.Length;
            var stop = Sentence().Match(text, end);
            var sentence = text[end..(stop.Success ? stop.Index : text.Length)].Trim(' ', '.');
            var mtus = sentence.Contains("MTUS", StringComparison.Ordinal) || sentence.Contains("Medical Treatment Utilization Schedule", StringComparison.OrdinalIgnoreCase);
            if (sentence.Length == 0 || sentence.StartsWith("recommendation", StringComparison.OrdinalIgnoreCase))
                continue;
            if (!mtus || sentence.StartsWith("Non-MTUS", StringComparison.OrdinalIgnoreCase))
            {
                found.Add(new LetterCitation(LetterCitation.NonMtus, Text: sentence));
                continue;
            }

            var topic = PartOf().Replace(sentence, "").Trim(' ', ',', '.');
            topic = MtusPrefix().Replace(topic, "");
            var pages = PagesLabel().Match(topic);
            var name = (pages.Success ? topic[..pages.Index] : topic).Trim(' ', ',', '(', ')', '.');
            var year = Year().Match(name);
            found.Add(new LetterCitation(
                LetterCitation.Mtus,
                name,
                year.Success ? int.Parse(year.Groups["year"].Value) : null,
                [],
                pages.Success ? pages.Groups["pages"].Value.Trim(' ', ',', '.') : null));
        }

        return found;
    }

    private static LetterCitation OwnCitation(string text)
    {
        if (!text.StartsWith("MTUS:", StringComparison.OrdinalIgnoreCase))
            return new LetterCitation(LetterCitation.NonMtus, Text: text);
        var said = text["MTUS:".Length..].Trim();
        var date = Dated().Match(said);
        var topic = date.Success ? said[..date.Index] : said;
        var rest = date.Success ? said[(date.Index + date.Length)..].Trim(' ', ',') : "";
        if (!date.Success && said.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma)
            (topic, rest) = (said[..comma], said[(comma + 1)..].Trim());
        return new LetterCitation(
            LetterCitation.Mtus,
            topic.Trim(' ', ','),
            date.Success ? int.Parse(date.Groups["year"].Value) : null,
            rest.Length == 0 ? [] : [rest]);
    }

    private static string TrimEnd(string text)
    {
        var trimmed = text.Trim();
        return trimmed.EndsWith('.') ? trimmed[..^1].TrimEnd() : trimmed;
    }

    [GeneratedRegex(@"Decision based on (?:(?<non>Non-\s?MTUS) Citations?:?|MTUS)(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@" (?:19|20)\d\d(?=[,.]|$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TopicEnd();

    [GeneratedRegex(@"\(?\b(?<year>(?:19|20)\d\d)\)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"\b(?:Page\(s\)|Pages?|pgs?\.?):?\s*(?<pages>\d[\d\s,&-]*(?:and\s+\d[\d\s,-]*)?)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PagesLabel();

    [GeneratedRegex(@"based (?:its|his|her|his/her|their|the) decision on (?:the )?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BasedOn();

    [GeneratedRegex(@"\.(?=\s+[A-Z]|\s*$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@",? (?:which|that) (?:is|are|was) (?:a )?part of .*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartOf();

    [GeneratedRegex(@"^(?:CA |California )?(?:MTUS|Medical Treatment Utilization Schedule)(?: \(MTUS\))?[:,]?\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MtusPrefix();

    [GeneratedRegex(@"^MTUS:\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Own();

    [GeneratedRegex(@"\((?:[A-Z][a-z]+ \d{1,2}, )?(?<year>(?:19|20)\d\d)\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dated();
}
