using Azure;

namespace Imr.Bench.Tables;

/// <summary>A row of about the size of one of the case register.</summary>
internal sealed class BenchRow : ITableEntity
{
    public BenchRow()
    {
    }

    public BenchRow(string partition, int number)
    {
        PartitionKey = partition;
        RowKey = Key(number);
        Number = number;
        Ticks = number * 10_000_000_000L;
        Received = DateTimeOffset.UnixEpoch.AddMinutes(number);
        Text = new string('x', 400);
    }

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int Number { get; set; }

    public long Ticks { get; set; }

    public bool IsOpen { get; set; } = true;

    public DateTimeOffset Received { get; set; }

    public string Text { get; set; } = "";

    public static string Key(int number) => $"{number:d8}";
}
