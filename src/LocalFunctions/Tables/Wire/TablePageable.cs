using Azure;

namespace LocalFunctions.Tables;

/// <summary>Reads pages until one has no continuation; each enumeration asks the service anew.</summary>
internal sealed class TablePageable<T>(Func<string?, int?, Task<Page<T>>> readPage, int? maxPerPage) : AsyncPageable<T>
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await readPage(continuationToken, pageSizeHint ?? maxPerPage);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(continuationToken));
    }
}
