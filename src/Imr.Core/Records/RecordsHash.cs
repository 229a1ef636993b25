using System.Text;
using Imr.Core.Cases;

namespace Imr.Core.Records;

/// <summary>One hash for a set of records: what a reviewer signs for, and what a release must still find unchanged.</summary>
public static class RecordsHash
{
    /// <summary>
    /// SHA-256 over the documents' hashes, each once, in ordinal order, one a line, each followed by the pages that are kept back, if any. The order, names, kinds
    /// and times of arrival do not matter; any document added, taken away or changed, and any page sealed or unsealed, gives another hash. A document that is
    /// kept back as a whole is not in the set.
    /// </summary>
    public static ContentHash Of(IEnumerable<CaseDocument> documents)
        => ContentHash.Of(Encoding.ASCII.GetBytes(string.Join('\n', documents.Where(d => d.InRecord).Select(Line).Distinct().Order(StringComparer.Ordinal))));

    private static string Line(CaseDocument document)
        => document.Withheld.Count == 0 ? document.Sha256.Value : $"{document.Sha256} without {string.Join(',', PageRange.Of(document.WithheldNumbers))}";
}
