using System.ComponentModel.DataAnnotations;

namespace ImrFunctions.Correspondence;

/// <summary>Settings of what goes out (section <c>Correspondence</c>).</summary>
public sealed class CorrespondenceOptions
{
    public const string Section = "Correspondence";

    /// <summary>The folder in which the local senders put mail batches, hand-offs and staff notices. Unset: the container <c>outgoing</c>.</summary>
    public string? Directory { get; set; }

    /// <summary>When waiting items and staff notices are looked at, as a CRON expression of six fields, UTC. Default: each minute.</summary>
    public string Schedule { get; set; } = "0 */1 * * * *";

    /// <summary>A mail batch is made as soon as so many items wait, and holds no more. Default 200.</summary>
    [Range(1, 1000)]
    public int BatchItems { get; set; } = 200;

    /// <summary>The hour of the Pacific day from which the day's mail batch is made, of whatever waits. Default 15.</summary>
    [Range(0, 23)]
    public int MailHour { get; set; } = 15;

    /// <summary>The review organization's name in notices.</summary>
    public string SenderName { get; set; } = "Independent Medical Review Organization";

    /// <summary>Its address as notices give it, lines parted by <c>|</c>, such as <c>P.O. Box 1 | Sacramento, CA 95899</c>. A NOARFI must give one (8 CCR 9792.10.4(b)(1)).</summary>
    public string? SenderAddress { get; set; }
}
