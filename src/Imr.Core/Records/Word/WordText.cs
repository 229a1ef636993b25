using System.IO.Compression;
using System.Xml;
using Imr.Core.Cases;

namespace Imr.Core.Records.Word;

/// <summary>
/// The text of a Word document (.docx), as it is shown: deleted, hidden and field text left out, pages where Word last broke them. Read with bounds: no part is
/// taken to memory as a whole, entities are refused.
/// </summary>
internal static class WordText
{
    /// <summary>XML of all parts together, unpacked. A page is some 30 kB of it. Bytes.</summary>
    private const long MaxUnpacked = 128L * 1024 * 1024;

    /// <summary>Never throws for what the stream holds.</summary>
    /// <param name="file">Can seek; stays open.</param>
    public static RecordText Read(Stream file, ContentHash sha256)
    {
        if (ZipDirectory.Refusal(file) is { } refusal)
            return RecordText.Unread(sha256, refusal);
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return Read(zip, sha256);
        }
        catch (BombException)
        {
            return RecordText.Unread(sha256, UnreadReason.Bomb);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or EndOfStreamException or ArgumentException or NotSupportedException)
        {
            // Broken packing, broken XML, names and methods that no office program writes.
            return RecordText.Unread(sha256, UnreadReason.Damaged);
        }
    }

    private static RecordText Read(ZipArchive zip, ContentHash sha256)
    {
        var budget = new UnpackBudget(MaxUnpacked);
        var entries = zip.Entries.GroupBy(e => e.FullName.TrimStart('/'), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        if (!entries.TryGetValue(MainPart(entries, budget), out var main))
            return RecordText.Unread(sha256, UnreadReason.Unsupported);
        if (main.IsEncrypted)
            return RecordText.Unread(sha256, UnreadReason.Encrypted);
        var pages = new WordPages();
        string[] folder = [.. entries.Keys.Order(StringComparer.Ordinal)];
        foreach (var header in Texts(folder, "header"))
            pages.AddAside(header);
        if (!WordPart.Read(Open(main, budget), pages, isMain: true))
            return RecordText.Unread(sha256, UnreadReason.Unsupported);
        foreach (var other in (string[])["footer", "footnotes", "endnotes"])
        {
            foreach (var text in Texts(folder, other))
                pages.AddAside(text);
        }

        IReadOnlyList<string> features = [.. Features(folder).Concat(pages.Features).Distinct(StringComparer.Ordinal)];
        return pages.ToText(sha256) with { Features = features.Count > 0 ? features : null };

        // A header of each section is often the same: each text once.
        IEnumerable<string> Texts(IEnumerable<string> names, string kind)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in names.Where(n => n.StartsWith("word/" + kind, StringComparison.OrdinalIgnoreCase) && n.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                var aside = new WordPages();
                if (!entries[name].IsEncrypted && WordPart.Read(Open(entries[name], budget), aside, isMain: false) && aside.PlainText() is { Length: > 0 } text && seen.Add(text))
                    yield return text;
            }
        }
    }

    private static BoundedStream Open(ZipArchiveEntry entry, UnpackBudget budget) => new(entry.Open(), budget);

    /// <summary>Some programs name the main part otherwise: the package's relations say which it is.</summary>
    private static string MainPart(Dictionary<string, ZipArchiveEntry> entries, UnpackBudget budget)
    {
        if (entries.TryGetValue("_rels/.rels", out var relations) && !relations.IsEncrypted)
        {
            using var reader = WordPart.Reader(Open(relations, budget));
            while (reader.Read())
                if (reader.LocalName == "Relationship" && reader.GetAttribute("Type")?.EndsWith("/officeDocument", StringComparison.Ordinal) == true)
                    return reader.GetAttribute("Target")?.TrimStart('/') ?? string.Empty;
        }

        return "word/document.xml";
    }

    private static IEnumerable<string> Features(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase))
                yield return "macros";
            else if (name.StartsWith("word/comments", StringComparison.OrdinalIgnoreCase))
                yield return "comments";
            else if (name.StartsWith("word/embeddings/", StringComparison.OrdinalIgnoreCase))
                yield return "attachments";
        }
    }
}
