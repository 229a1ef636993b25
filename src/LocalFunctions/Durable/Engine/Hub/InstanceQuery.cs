using System.Buffers.Text;
using System.Globalization;
using System.Text;
using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>Which instances to read. <paramref name="StatusBits"/>: a bit for each wanted <see cref="InstanceStatus"/>; 0: any.</summary>
internal sealed record InstanceFilter(DateTimeOffset? From = null, DateTimeOffset? To = null, long StatusBits = 0, string? Prefix = null);

/// <summary>A page of instances, and the token of the next one; null at the end.</summary>
internal sealed record InstancePage(IReadOnlyList<InstanceState> Instances, string? Next);

/// <summary>
/// Lists instances page by page. Each page begins by a seek in an index, so its cost does not depend on how many were listed before: with a prefix in the
/// order of ids, else in the order of creation, where open and ended instances are read from their own indexes and merged.
/// </summary>
internal static class InstanceQuery
{
    private const long OpenBits = 0b111;
    private static readonly int[] _ended = [(int)InstanceStatus.Completed, (int)InstanceStatus.Failed, (int)InstanceStatus.Terminated];

    /// <param name="payloads">Whether input, output and custom status are read.</param>
    /// <exception cref="ArgumentException">The token is not one of a list with this filter.</exception>
    public static InstancePage Page(Sql sql, InstanceFilter filter, string? token, int count, bool payloads)
    {
        bool byId = filter.Prefix is { Length: > 0 };
        Cursor after = Cursor.Parse(token, byId);
        List<InstanceState> found = byId ? ById(sql, filter, after, count + 1, payloads) : ByCreation(sql, filter, after, count + 1, payloads);
        if (found.Count <= count)
            return new InstancePage(found, null);
        found.RemoveAt(count);
        return new InstancePage(found, Cursor.After(found[^1], byId));
    }

    /// <summary>The statement of a list; null: no instance can match.</summary>
    public static string? Text(InstanceFilter filter, bool payloads)
        => filter.Prefix is { Length: > 0 } ? IdText(payloads) : CreationText(Bits(filter), payloads);

    private static List<InstanceState> ById(Sql sql, InstanceFilter filter, Cursor after, int count, bool payloads) => sql.Query(
        IdText(payloads),
        HubReader.ReadState, after.Id, filter.Prefix, EndOf(filter.Prefix!), From(filter), To(filter), filter.StatusBits, count);

    private static List<InstanceState> ByCreation(Sql sql, InstanceFilter filter, Cursor after, int count, bool payloads)
        => CreationText(Bits(filter), payloads) is not { } text
            ? []
            : sql.Query(text, HubReader.ReadState, Math.Max(after.Created, From(filter)), after.Row, To(filter), count, Bits(filter), after.Created);

    private static string IdText(bool payloads) =>
        $"""
        SELECT {HubReader.StateColumns(payloads)} FROM instances WHERE id > $0 AND id >= $1 AND ($2 IS NULL OR id < $2)
            AND created >= $3 AND created <= $4 AND ($5 = 0 OR ($5 >> status) & 1) ORDER BY id LIMIT $6
        """;

    private static string? CreationText(long bits, bool payloads)
    {
        // SQLite takes a partial index only if the index's condition stands in the query.
        List<string> legs = [.. _ended.Where(status => ((bits >> status) & 1) == 1).Select(status => Leg($"status >= 3 AND status = {status}"))];
        if ((bits & OpenBits) == OpenBits)
            legs.Add(Leg("status < 3"));
        else if ((bits & OpenBits) != 0)
            legs.Add(Leg("status < 3 AND ($4 >> status) & 1"));
        if (legs.Count == 0)
            return null;
        return $"""
            SELECT {HubReader.StateColumns(payloads)} FROM (SELECT created AS at, row AS found FROM ({string.Join(" UNION ALL ", legs)}) ORDER BY 1, 2 LIMIT $3)
                JOIN instances ON row = found ORDER BY at, found
            """;

        static string Leg(string status) => $"SELECT created, row FROM instances WHERE {status} AND created >= $0 AND created <= $2 AND (created > $5 OR row > $1)";
    }

    private static long Bits(InstanceFilter filter) => filter.StatusBits == 0 ? -1 : filter.StatusBits;

    private static long From(InstanceFilter filter) => filter.From?.UtcTicks ?? 0;

    private static long To(InstanceFilter filter) => filter.To?.UtcTicks ?? long.MaxValue;

    /// <summary>The first id behind all those that begin with a prefix, in SQLite's order of bytes; null: there is none.</summary>
    private static string? EndOf(string prefix)
    {
        Rune[] runes = [.. prefix.EnumerateRunes()];
        for (int last = runes.Length - 1; last >= 0; last--)
        {
            int next = runes[last].Value == 0xD7FF ? 0xE000 : runes[last].Value + 1;
            if (Rune.IsValid(next))
                return string.Concat(runes.Take(last).Append(new Rune(next)));
        }

        return null;
    }

    /// <summary>Where a page ended.</summary>
    private sealed record Cursor(long Created, long Row, string Id)
    {
        private static readonly Cursor _start = new(-1, 0, "");

        public static string After(InstanceState last, bool byId) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            byId ? $"i{last.Instance.Id}" : string.Create(CultureInfo.InvariantCulture, $"c{last.Created.Ticks}-{last.Instance.Row}")));

        public static Cursor Parse(string? token, bool byId)
        {
            if (token is null)
                return _start;
            string text = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : "";
            if (byId && text.StartsWith('i'))
                return _start with { Id = text[1..] };
            if (!byId && text.StartsWith('c') && text[1..].Split('-') is [var created, var row] && long.TryParse(created, out long at) && long.TryParse(row, out long number))
                return new Cursor(at, number, "");
            throw new ArgumentException("The continuation token is not one of a list with this filter: pass it with the same filter.", nameof(token));
        }
    }
}
