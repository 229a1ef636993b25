using Azure;
using Azure.Core;

namespace LocalFunctions.Tables;

/// <summary>A change of one row, to be sent alone or as a member of a transaction.</summary>
internal readonly record struct EntityRequest(RequestMethod Method, string Path, string? IfMatch, ReadOnlyMemory<byte> Body)
{
    public const string ContentType = "application/json;odata=nometadata";

    /// <exception cref="ArgumentNullException">The entity or one of its keys is null.</exception>
    public static EntityRequest Add(string table, ITableEntity entity)
    {
        RequireKeys(entity);
        return new(RequestMethod.Post, "/" + Uri.EscapeDataString(table), null, EntityWriter.Write(entity));
    }

    /// <summary>Without a condition the row is created if it is missing.</summary>
    /// <exception cref="ArgumentNullException">The entity or one of its keys is null.</exception>
    /// <exception cref="ArgumentException">The mode is unknown.</exception>
    public static EntityRequest Put(string table, ITableEntity entity, TableUpdateMode mode, ETag ifMatch)
    {
        RequireKeys(entity);
        var method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"Unknown update mode {mode}.", nameof(mode)),
        };
        return new(method, RowPath(table, entity.PartitionKey, entity.RowKey), ifMatch == default ? null : ifMatch.ToString(), EntityWriter.Write(entity));
    }

    /// <summary>Without a condition any version of the row is deleted.</summary>
    public static EntityRequest Delete(string table, string partitionKey, string rowKey, ETag ifMatch)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return new(RequestMethod.Delete, RowPath(table, partitionKey, rowKey), (ifMatch == default ? ETag.All : ifMatch).ToString(), default);
    }

    /// <exception cref="InvalidOperationException">The action's type is unknown.</exception>
    public static EntityRequest Of(string table, TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Add => Add(table, action.Entity),
        TableTransactionActionType.UpdateMerge => Put(table, action.Entity, TableUpdateMode.Merge, action.ETag),
        TableTransactionActionType.UpdateReplace => Put(table, action.Entity, TableUpdateMode.Replace, action.ETag),
        TableTransactionActionType.UpsertMerge => Put(table, action.Entity, TableUpdateMode.Merge, default),
        TableTransactionActionType.UpsertReplace => Put(table, action.Entity, TableUpdateMode.Replace, default),
        TableTransactionActionType.Delete => Delete(table, action.Entity.PartitionKey, action.Entity.RowKey, action.ETag),
        _ => throw new InvalidOperationException($"Unknown action type {action.ActionType}."),
    };

    /// <summary>The path of a row: quotes inside a key are doubled, then all that has a meaning in a URI is percent-encoded.</summary>
    public static string RowPath(string table, string partitionKey, string rowKey) =>
        $"/{Uri.EscapeDataString(table)}(PartitionKey='{EscapeKey(partitionKey)}',RowKey='{EscapeKey(rowKey)}')";

    public HttpMessage ToMessage(TableService service, RequestContext? context = null)
    {
        var message = service.CreateMessage(Method, Path, context);
        foreach (var (name, value) in Headers()) message.Request.Headers.Add(name, value);
        if (!Body.IsEmpty) message.Request.Content = RequestContent.Create(Body);
        return message;
    }

    public IEnumerable<(string Name, string Value)> Headers()
    {
        if (IfMatch is not null) yield return (HttpHeader.Names.IfMatch, IfMatch);
        if (Method == RequestMethod.Post) yield return ("Prefer", "return-no-content");
        if (!Body.IsEmpty) yield return (HttpHeader.Names.ContentType, ContentType);
    }

    private static string EscapeKey(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static void RequireKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        if (entity.PartitionKey is null) throw new ArgumentNullException(nameof(entity), "The entity has no PartitionKey.");
        if (entity.RowKey is null) throw new ArgumentNullException(nameof(entity), "The entity has no RowKey.");
    }
}
