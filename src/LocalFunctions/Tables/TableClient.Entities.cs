using System.Text.Json;
using Azure;
using Azure.Core;

namespace LocalFunctions.Tables;

// Single rows.
public partial class TableClient
{
    /// <summary>Creates a row. The response has its ETag.</summary>
    /// <remarks>If the answer is lost, the retry may find the row that the first try made: a conflict is then no proof of another writer.</remarks>
    /// <exception cref="ArgumentNullException">The entity or one of its keys is null.</exception>
    /// <exception cref="RequestFailedException">409 EntityAlreadyExists; 404 TableNotFound.</exception>
    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        using var message = EntityRequest.Add(Name, entity).ToMessage(_service);
        return await _service.SendAsync(message, cancellationToken);
    }

    /// <summary>Reads a row.</summary>
    /// <param name="partitionKey">The row's partition key.</param>
    /// <param name="rowKey">The row's key in the partition.</param>
    /// <param name="select">The properties to read; null for all. The others keep their defaults, keys included.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RequestFailedException">404 ResourceNotFound, or TableNotFound.</exception>
    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = CreateGet(partitionKey, rowKey, select, null);
        return Read<T>(await _service.SendAsync(message, cancellationToken));
    }

    /// <summary>Reads a row that may be missing: then <c>HasValue</c> is false. A missing table looks the same.</summary>
    /// <param name="partitionKey">The row's partition key.</param>
    /// <param name="rowKey">The row's key in the partition.</param>
    /// <param name="select">The properties to read; null for all. The others keep their defaults, keys included.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RequestFailedException">Any failure but 404.</exception>
    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        using var message = CreateGet(partitionKey, rowKey, select, TableService.MayBeMissing);
        var response = await _service.SendAsync(message, cancellationToken, alsoAccepted: 404);
        return response.Status == 404 ? new NoValueResponse<T>(response) : Read<T>(response);
    }

    /// <summary>Changes a row that exists. The response has its new ETag; the entity's own ETag is neither looked at nor set.</summary>
    /// <param name="entity">The row's keys and new properties.</param>
    /// <param name="ifMatch">The version that the stored row must have, or <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">Whether properties that the entity lacks stay or go.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ArgumentException"><paramref name="ifMatch"/> is the default, or the mode is unknown.</exception>
    /// <exception cref="ArgumentNullException">The entity or one of its keys is null.</exception>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied; 404 ResourceNotFound.</exception>
    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (ifMatch == default) throw new ArgumentException("An update needs a condition: the version that was read, or ETag.All.", nameof(ifMatch));
        using var message = EntityRequest.Put(Name, entity, mode, ifMatch).ToMessage(_service);
        return await _service.SendAsync(message, cancellationToken);
    }

    /// <summary>Creates a row or changes it, whatever its version. The response has its new ETag.</summary>
    /// <exception cref="ArgumentException">The mode is unknown.</exception>
    /// <exception cref="ArgumentNullException">The entity or one of its keys is null.</exception>
    /// <exception cref="RequestFailedException">The service refuses, as with 404 TableNotFound.</exception>
    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        using var message = EntityRequest.Put(Name, entity, mode, default).ToMessage(_service);
        return await _service.SendAsync(message, cancellationToken);
    }

    /// <summary>Deletes a row; if there is none, the response's status is 404 and nothing is thrown.</summary>
    /// <param name="partitionKey">The row's partition key.</param>
    /// <param name="rowKey">The row's key in the partition.</param>
    /// <param name="ifMatch">The version that the stored row must have; the default means any.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RequestFailedException">412 UpdateConditionNotSatisfied.</exception>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        using var message = EntityRequest.Delete(Name, partitionKey, rowKey, ifMatch).ToMessage(_service, TableService.MayBeMissing);
        return await _service.SendAsync(message, cancellationToken, alsoAccepted: 404);
    }

    /// <inheritdoc cref="DeleteEntityAsync(string, string, ETag, CancellationToken)"/>
    /// <param name="entity">The row's keys; its own ETag is not looked at.</param>
    /// <param name="ifMatch">The version that the stored row must have; the default means any.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    public virtual async Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return await DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    private HttpMessage CreateGet(string partitionKey, string rowKey, IEnumerable<string>? select, RequestContext? context)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var message = _service.CreateMessage(RequestMethod.Get, EntityRequest.RowPath(Name, partitionKey, rowKey), context);
        if (select is not null) message.Request.Uri.AppendQuery("$select", string.Join(',', select), escapeValue: true);
        return message;
    }

    private static Response<T> Read<T>(Response response)
        where T : class, ITableEntity
    {
        using var document = JsonDocument.Parse(response.Content);
        return Response.FromValue(new EntityReader<T>().Read(document.RootElement), response);
    }
}
