using System.Text;
using Imr.Core.Cases;

namespace Imr.Core.Records;

/// <summary>One hash for a set of records: what a reviewer signs for, and what a release must still find unchanged.</summary>
public static class RecordsHash
{
    /// <summary>
    /// SHA-256 over the documents' hashes, each once, in ordinal order, one a line. The order, names, kinds and times of arrival do not matter; any document
    /// added, taken away or changed gives another hash.
    /// </summary>
    public static ContentHash Of(IEnumerable<CaseDocument> documents)
        => ContentHash.Of(Encoding.ASCII.GetBytes(string.Join('\n', documents.Select(d => d.Sha256.Value).Distinct().Order(StringComparer.Ordinal))));
}
