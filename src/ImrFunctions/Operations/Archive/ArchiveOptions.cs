using System.ComponentModel.DataAnnotations;
using ImrFunctions.Cases.Register;

namespace ImrFunctions.Operations.Archive;

/// <summary>Settings of archive and retention (section <c>Archive</c>).</summary>
public sealed class ArchiveOptions
{
    public const string Section = "Archive";

    /// <summary>When the archive runs, as a CRON expression of six fields, UTC. Default: each night in California.</summary>
    [Required]
    public string Schedule { get; set; } = "0 30 10 * * *";

    /// <summary>Days after its end that a review's durable instance is kept. Default 30.</summary>
    [Range(1, 3650)]
    public int PurgeAfterDays { get; set; } = 30;

    /// <summary>
    /// Days after its end that a case is answered for; then it is 410. No rule of the 8 CCR sets it for the review organization: the contract with the
    /// Administrative Director does. Default ten years.
    /// </summary>
    [Range(30, 36500)]
    public int RetentionDays { get; set; } = 3653;

    /// <summary>Whether the case is no longer answered for.</summary>
    public bool IsOver(CaseRecord record, DateTimeOffset now) => !record.Open && now >= record.UpdatedAt.AddDays(RetentionDays);
}
