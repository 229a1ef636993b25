using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using LocalFunctions.Tables.Models;

namespace LocalFunctions.Tables;

/// <summary>
/// Reads and changes the rows of one table. Thread-safe; one instance serves the whole app. Every refusal of the service is a RequestFailedException.
/// </summary>
public partial class TableClient
{
    private readonly TableService _service = null!;

    /// <summary>A client that lacks everything: for a derived class in a test.</summary>
    protected TableClient()
    {
    }

    /// <inheritdoc cref="TableClient(string, string, TableClientOptions)"/>
    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    /// <summary>A client of a table of the account that a connection string names. The table need not exist.</summary>
    /// <exception cref="ArgumentException">The table's name is empty, or the connection string names no account with a key.</exception>
    /// <exception cref="InvalidOperationException">The connection string is malformed.</exception>
    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        var account = TableConnectionString.Parse(connectionString);
        var endpoint = TableAddress.WithoutTable(account.Endpoint, tableName);
        _service = new TableService(endpoint, new SharedKeyPolicy(account.Credential), options);
        Name = tableName;
        Uri = TableAddress.TableUri(endpoint, tableName);
    }

    /// <summary>A client that is authorized by role, with tokens of Microsoft Entra. The endpoint must be https.</summary>
    /// <exception cref="ArgumentException">The table's name is empty.</exception>
    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(endpoint, tableName, BearerToken(tokenCredential, options), options)
    {
    }

    /// <inheritdoc cref="TableClient(Uri, string, TableSharedKeyCredential, TableClientOptions)"/>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    /// <summary>A client that signs its requests with the account's key.</summary>
    /// <exception cref="ArgumentException">The table's name is empty.</exception>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(endpoint, tableName, SharedKey(credential), options)
    {
    }

    internal TableClient(TableService service, string tableName)
    {
        _service = service.WithEndpoint(TableAddress.WithoutTable(service.Endpoint, tableName));
        Name = tableName;
        Uri = TableAddress.TableUri(_service.Endpoint, tableName);
    }

    private TableClient(Uri endpoint, string tableName, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        endpoint = TableAddress.WithoutTable(endpoint, tableName);
        _service = new TableService(endpoint, authentication, options);
        Name = tableName;
        Uri = TableAddress.TableUri(endpoint, tableName);
    }

    /// <summary>The storage account's name.</summary>
    public virtual string AccountName => TableAddress.AccountOf(_service.Endpoint);

    /// <summary>The table's name.</summary>
    public virtual string Name { get; } = null!;

    /// <summary>The table's address.</summary>
    public virtual Uri Uri { get; } = null!;

    /// <summary>Creates the table.</summary>
    /// <exception cref="RequestFailedException">409 TableAlreadyExists or TableBeingDeleted.</exception>
    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableAdministration.CreateAsync(_service, Name, cancellationToken);

    /// <summary>Creates the table if there is none; if there is, the response's status is 409.</summary>
    /// <exception cref="RequestFailedException">409 TableBeingDeleted, or another failure.</exception>
    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableAdministration.CreateIfNotExistsAsync(_service, Name, cancellationToken);

    /// <summary>Deletes the table with all its rows; if there is none, the response's status is 404 and nothing is thrown.</summary>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableAdministration.DeleteAsync(_service, Name, cancellationToken);

    internal static HttpPipelinePolicy BearerToken(TokenCredential tokenCredential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(tokenCredential);
        var scope = (options?.Audience ?? TableAudience.AzurePublicCloud).ToScope();
        return new BearerChallengePolicy(tokenCredential, scope, options is { EnableTenantDiscovery: true });
    }

    internal static HttpPipelinePolicy SharedKey(TableSharedKeyCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new SharedKeyPolicy(credential);
    }
}
