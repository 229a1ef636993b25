using System.Runtime.Serialization;
using Azure;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

public enum Outcome
{
    Upheld,
    Overturned,
}

public sealed class EveryType : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public string? Text { get; set; }
    public bool Truth { get; set; }
    public bool? MaybeTruth { get; set; }
    public int Int { get; set; }
    public int? MaybeInt { get; set; }
    public long Long { get; set; }
    public long? MaybeLong { get; set; }
    public ulong Unsigned { get; set; }
    public double Double { get; set; }
    public double? MaybeDouble { get; set; }
    public double NotANumber { get; set; }
    public DateTime Date { get; set; }
    public DateTime? MaybeDate { get; set; }
    public DateTimeOffset Instant { get; set; }
    public DateTimeOffset? MaybeInstant { get; set; }
    public TimeSpan Duration { get; set; }
    public Guid Id { get; set; }
    public Guid? MaybeId { get; set; }
    public byte[]? Bytes { get; set; }
    public BinaryData? Data { get; set; }
    public Outcome Outcome { get; set; }
    public Outcome? MaybeOutcome { get; set; }
    public string InitOnly { get; init; } = "";

    [DataMember(Name = "renamed")]
    public string? Renamed { get; set; }

    [IgnoreDataMember]
    public string? Ignored { get; set; }

    public string Derived => Text + "!";

    internal string? Hidden { get; set; }

    public static EveryType Full() => new()
    {
        PartitionKey = "p",
        RowKey = "r",
        Text = "Zoë's “knee” \u0001 \\ \" 語 🦴",
        Truth = true,
        MaybeTruth = false,
        Int = int.MinValue,
        MaybeInt = 0,
        Long = long.MaxValue,
        MaybeLong = -1,
        Unsigned = 7,
        Double = 0.1,
        MaybeDouble = 5,
        NotANumber = double.NaN,
        Date = new DateTime(2026, 2, 28, 23, 59, 59, DateTimeKind.Utc).AddTicks(1234567),
        MaybeDate = DateTime.UnixEpoch,
        Instant = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.FromHours(-8)),
        MaybeInstant = DateTimeOffset.UnixEpoch,
        Duration = TimeSpan.FromDays(30),
        Id = Guid.Parse("11112222-3333-4444-5555-666677778888"),
        MaybeId = Guid.Empty,
        Bytes = [0, 1, 254, 255],
        Data = BinaryData.FromString("data"),
        Outcome = Outcome.Overturned,
        MaybeOutcome = Outcome.Overturned,
        InitOnly = "init",
        Renamed = "renamed value",
        Ignored = "never stored",
        Hidden = "never stored",
    };
}
