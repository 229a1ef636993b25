using Azure;

namespace LocalFunctions.Tables;

/// <summary>What every row of a table has. A type of the app implements it to be stored and read as a row.</summary>
public interface ITableEntity
{
    /// <summary>The partition: rows of one partition can be changed in one transaction. At most 1 KiB, without <c>/ \ # ?</c> and control characters.</summary>
    string PartitionKey { get; set; }

    /// <summary>The row's key, unique inside its partition; same limits as <see cref="PartitionKey"/>.</summary>
    string RowKey { get; set; }

    /// <summary>When the service last changed the row (UTC). Never sent; null on a row that was not read.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>The row's version as read. Never sent by itself: pass it as the condition of an update or delete.</summary>
    ETag ETag { get; set; }
}
