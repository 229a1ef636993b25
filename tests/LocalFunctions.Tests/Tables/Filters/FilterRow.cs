using Azure;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables.Filters;

/// <summary>A row with a property of every type that a filter can compare.</summary>
internal sealed class FilterRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }
    public string Text { get; set; } = "";
    public bool Flag { get; set; }
    public int Int { get; set; }
    public int? MaybeInt { get; set; }
    public long Long { get; set; }
    public double Double { get; set; }
    public DateTimeOffset Instant { get; set; }
    public DateTime Date { get; set; }
    public Guid Id { get; set; }
    public byte[] Bytes { get; set; } = [];
}
