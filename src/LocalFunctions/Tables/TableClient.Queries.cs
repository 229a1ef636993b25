using System.Linq.Expressions;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace LocalFunctions.Tables;

// Many rows.
public partial class TableClient
{
    /// <summary>
    /// Fills an interpolated filter, <c>$"PartitionKey eq {name}"</c>: values are quoted and escaped by their type, and need no quotes in the text.
    /// </summary>
    /// <exception cref="ArgumentException">A value's type has no literal in a filter.</exception>
    public static string CreateQueryFilter(FormattableString filter) => filter is null ? null! : FilterLiteral.Format(filter);

    /// <summary>Writes a lambda as a filter; null for the one that lets every row pass.</summary>
    /// <exception cref="NotSupportedException">The service has no such operation. Enums are among what it lacks.</exception>
    public static string? CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterExpression.Translate(filter);

    /// <summary>The rows that satisfy a lambda, in the order of their keys. See <see cref="CreateQueryFilter{T}"/> for what it may say.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="maxPerPage">Rows a request, 1 to 1000; null for 1000. It does not limit their total.</param>
    /// <param name="select">The properties to read; null for all. The others keep their defaults, keys included.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="NotSupportedException">The service has no such operation.</exception>
    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(FilterExpression.Translate(filter), maxPerPage, select, cancellationToken);

    /// <summary>The rows that satisfy a filter, in the order of their keys. Nothing is sent before the result is enumerated.</summary>
    /// <param name="filter">Which rows, in the service's language (<see cref="CreateQueryFilter(FormattableString)"/> fills it safely); null for all.</param>
    /// <param name="maxPerPage">Rows a request, 1 to 1000; null for 1000. It does not limit their total.</param>
    /// <param name="select">The properties to read; null for all. The others keep their defaults, keys included.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var columns = select is null ? null : string.Join(',', select);
        return new TablePageable<T>((token, size) => ReadPageAsync<T>(filter, columns, token, size, cancellationToken), maxPerPage);
    }

    private async Task<Page<T>> ReadPageAsync<T>(string? filter, string? columns, string? continuation, int? size, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        using var message = _service.CreateMessage(RequestMethod.Get, $"/{Uri.EscapeDataString(Name)}()");
        var uri = message.Request.Uri;
        if (size is { } top) uri.AppendQuery("$top", top.ToString(), escapeValue: false);
        if (columns is not null) uri.AppendQuery("$select", columns, escapeValue: true);
        if (filter is not null) uri.AppendQuery("$filter", filter, escapeValue: true);

        var (nextPartition, nextRow) = Continuation.Parse(continuation);
        if (nextPartition is not null) uri.AppendQuery("NextPartitionKey", nextPartition, escapeValue: true);
        if (nextRow is not null) uri.AppendQuery("NextRowKey", nextRow, escapeValue: true);

        var response = await _service.SendAsync(message, cancellation);
        using var document = JsonDocument.Parse(response.Content);
        return Page<T>.FromValues(new EntityReader<T>().ReadPage(document.RootElement), Continuation.Of(response), response);
    }

    /// <summary>Where a query goes on: the two keys that the service names, as one text. They are the service's own encoding and hold no blank.</summary>
    private static class Continuation
    {
        public static string? Of(Response response)
        {
            var hasPartition = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition);
            var hasRow = response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
            return hasPartition || hasRow ? $"{partition} {row}" : null;
        }

        public static (string? Partition, string? Row) Parse(string? token)
        {
            if (token is null or { Length: <= 1 }) return default;
            var keys = token.Split(' ', 2);
            return (keys[0], keys is [_, { Length: > 0 } row] ? row : null);
        }
    }
}
