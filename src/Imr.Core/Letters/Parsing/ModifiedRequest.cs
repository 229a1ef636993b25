namespace Imr.Core.Letters.Parsing;

/// <summary>
/// Reads the sentences of an item of which utilization review authorized a part: "X was the original request. Y was authorized by the Claims Administrator. …", or
/// "… The Claims Administrator authorized Y, leaving the original request IMR eligible. The original request, X is".
/// </summary>
internal static class ModifiedRequest
{
    private static readonly string[] s_original = [" was the original request", " were the original request"];
    private static readonly string[] s_by = [" was authorized by the claims administrator", " were authorized by the claims administrator"];
    private const string Authorizes = "the claims administrator authorized ";
    private const string Leaving = " leaving the original request";
    private const string Again = "the original request, ";

    // Our own letters say it in a paragraph below the decision.
    private const string OwnRequest = "your physician requested: ";
    private const string OwnAuthorized = ". the claims administrator authorized: ";
    private const string OwnEnd = ". that part is yours";
    private const string OwnChanged = ". the claims administrator changed the request";

    /// <summary>Both null for a request that was not modified.</summary>
    public static (string? Original, string? Authorized) Read(string item)
    {
        var lower = item.ToLowerInvariant();
        if (lower.Length != item.Length)
            return (null, null);
        var (request, after) = Original(item, lower);
        var authorized = Authorized(item, lower, after);
        if (authorized is null && request is null)
            return (null, null);
        if (request is null && lower.LastIndexOf(Again, StringComparison.Ordinal) is >= 0 and var again)
            request = WithoutVerb(item[(again + Again.Length)..]);
        return (request, authorized);
    }

    /// <summary>Of the paragraph that our own letters write.</summary>
    public static (string? Original, string? Authorized) ReadOwn(string paragraph)
    {
        var lower = paragraph.ToLowerInvariant();
        if (lower.Length != paragraph.Length || !lower.StartsWith(OwnRequest, StringComparison.Ordinal))
            return (null, null);
        if (lower.LastIndexOf(OwnEnd, StringComparison.Ordinal) is > 0 and var end && lower.IndexOf(OwnAuthorized, StringComparison.Ordinal) is > 0 and var at && at < end)
            return (paragraph[OwnRequest.Length..at], paragraph[(at + OwnAuthorized.Length)..end]);
        return lower.LastIndexOf(OwnChanged, StringComparison.Ordinal) is > 0 and var changed ? (paragraph[OwnRequest.Length..changed], null) : (null, null);
    }

    private static (string? Request, int After) Original(string item, string lower)
    {
        foreach (var words in s_original)
        {
            if (lower.IndexOf(words, StringComparison.Ordinal) is > 0 and var at)
                return (item[..at].Trim(), at + words.Length);
        }

        return (null, 0);
    }

    private static string? Authorized(string item, string lower, int after)
    {
        foreach (var words in s_by)
        {
            if (lower.IndexOf(words, after, StringComparison.Ordinal) is > 0 and var at)
                return item[after..at].Trim(' ', '.', ',');
        }

        if (lower.IndexOf(Authorizes, after, StringComparison.Ordinal) is not (>= 0 and var active))
            return null;
        var from = active + Authorizes.Length;
        var end = lower.IndexOf(Leaving, from, StringComparison.Ordinal);
        return end < 0 ? null : item[from..end].Trim(' ', '.', ',');
    }

    private static string WithoutVerb(string text)
    {
        var bare = text.Trim();
        foreach (var verb in (string[])[" is", " are"])
        {
            if (bare.EndsWith(verb, StringComparison.OrdinalIgnoreCase))
                return bare[..^verb.Length].TrimEnd();
        }

        return bare;
    }
}
