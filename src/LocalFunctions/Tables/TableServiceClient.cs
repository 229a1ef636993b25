using System.Linq.Expressions;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using LocalFunctions.Tables.Models;

namespace LocalFunctions.Tables;

/// <summary>The tables of a storage account. Thread-safe. Every refusal of the service is a RequestFailedException.</summary>
public class TableServiceClient
{
    private readonly TableService _service = null!;

    /// <summary>A client that lacks everything: for a derived class in a test.</summary>
    protected TableServiceClient()
    {
    }

    /// <inheritdoc cref="TableServiceClient(string, TableClientOptions)"/>
    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    /// <summary>A client of the account that a connection string names.</summary>
    /// <exception cref="ArgumentException">The connection string names no account with a key.</exception>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    public TableServiceClient(string connectionString, TableClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var account = TableConnectionString.Parse(connectionString);
        _service = new TableService(account.Endpoint, new SharedKeyPolicy(account.Credential), options);
    }

    /// <summary>A client that is authorized by role, with tokens of Microsoft Entra. The endpoint must be https.</summary>
    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(endpoint, TableClient.BearerToken(tokenCredential, options), options)
    {
    }

    /// <summary>A client that signs its requests with the account's key.</summary>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, TableClient.SharedKey(credential), null)
    {
    }

    /// <inheritdoc cref="TableServiceClient(Uri, TableSharedKeyCredential)"/>
    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
        : this(endpoint, TableClient.SharedKey(credential), options)
    {
    }

    private TableServiceClient(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        _service = new TableService(endpoint, authentication, options);
    }

    /// <summary>The storage account's name.</summary>
    public virtual string AccountName => TableAddress.AccountOf(_service.Endpoint);

    /// <summary>The service's address.</summary>
    public virtual Uri Uri => _service.Endpoint;

    /// <summary>Fills an interpolated filter of tables, <c>$"TableName eq {name}"</c>, with quoted and escaped values.</summary>
    /// <exception cref="ArgumentException">A value's type has no literal in a filter.</exception>
    public static string CreateQueryFilter(FormattableString filter) => TableClient.CreateQueryFilter(filter);

    /// <summary>Writes a lambda as a filter of tables; null for the one that lets every table pass.</summary>
    /// <exception cref="NotSupportedException">The service has no such operation.</exception>
    public static string? CreateQueryFilter(Expression<Func<TableItem, bool>> filter) => FilterExpression.Translate(filter);

    /// <summary>A client of one table, with this client's connection. Nothing is sent.</summary>
    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return new TableClient(_service, tableName);
    }

    /// <summary>Creates a table.</summary>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists or TableBeingDeleted.</exception>
    public virtual async Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return await TableAdministration.CreateAsync(_service, tableName, cancellationToken);
    }

    /// <summary>Creates a table if there is none of that name; if there is, the response's status is 409.</summary>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted, or another failure.</exception>
    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return await TableAdministration.CreateIfNotExistsAsync(_service, tableName, cancellationToken);
    }

    /// <summary>Deletes a table with all its rows; if there is none, the response's status is 404 and nothing is thrown.</summary>
    public virtual async Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return await TableAdministration.DeleteAsync(_service, tableName, cancellationToken);
    }

    /// <summary>The account's tables that satisfy an interpolated filter.</summary>
    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    /// <summary>The account's tables that satisfy a lambda.</summary>
    /// <inheritdoc cref="QueryAsync(string, int?, CancellationToken)"/>
    public virtual AsyncPageable<TableItem> QueryAsync(
        Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(FilterExpression.Translate(filter), maxPerPage, cancellationToken);

    /// <summary>The account's tables by name. Nothing is sent before the result is enumerated.</summary>
    /// <param name="filter">Which tables, by their <c>TableName</c>; null for all.</param>
    /// <param name="maxPerPage">Tables a request, 1 to 1000; null for 1000. It does not limit their total.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    public virtual AsyncPageable<TableItem> QueryAsync(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePageable<TableItem>((token, size) => ReadPageAsync(filter, token, size, cancellationToken), maxPerPage);

    private async Task<Page<TableItem>> ReadPageAsync(string? filter, string? nextTable, int? size, CancellationToken cancellation)
    {
        using var message = _service.CreateMessage(RequestMethod.Get, "/Tables");
        var uri = message.Request.Uri;
        if (size is { } top) uri.AppendQuery("$top", top.ToString(), escapeValue: false);
        if (filter is not null) uri.AppendQuery("$filter", filter, escapeValue: true);
        if (nextTable is not null) uri.AppendQuery("NextTableName", nextTable, escapeValue: true);

        var response = await _service.SendAsync(message, cancellation);
        using var document = JsonDocument.Parse(response.Content);
        var rows = document.RootElement.GetProperty("value").EnumerateArray();
        var tables = rows.Select(row => new TableItem(row.GetProperty("TableName").GetString()!)).ToArray();
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var next);
        return Page<TableItem>.FromValues(tables, next, response);
    }
}
