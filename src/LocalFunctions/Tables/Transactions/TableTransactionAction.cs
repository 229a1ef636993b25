using Azure;

namespace LocalFunctions.Tables;

/// <summary>One change of a transaction.</summary>
public class TableTransactionAction
{
    /// <summary>A change without a condition.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>A change under a condition.</summary>
    /// <param name="actionType">What to do.</param>
    /// <param name="entity">The row; for a delete only its keys count.</param>
    /// <param name="etag">
    /// The version that the stored row must have. The default sets no condition: an update is then an upsert. The entity's own ETag is not looked at; adds and
    /// upserts ignore the condition.
    /// </param>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>The row.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The version that the stored row must have; default for none.</summary>
    public ETag ETag { get; }
}

/// <summary>What a transaction's member does with its row.</summary>
public enum TableTransactionActionType
{
    /// <summary>Creates it; fails with EntityAlreadyExists if it exists.</summary>
    Add = 0,

    /// <summary>Changes the sent properties; fails if it is missing or its version is another.</summary>
    UpdateMerge = 1,

    /// <summary>Replaces all properties; fails if it is missing or its version is another.</summary>
    UpdateReplace = 2,

    /// <summary>Deletes it; fails if it is missing, unlike a delete outside a transaction.</summary>
    Delete = 3,

    /// <summary>Creates it or changes the sent properties.</summary>
    UpsertMerge = 4,

    /// <summary>Creates it or replaces all properties.</summary>
    UpsertReplace = 5,
}
