using System.ComponentModel.DataAnnotations;

namespace ImrFunctions.Intake.Tray;

/// <summary>Settings of the tray (section <c>Tray</c>).</summary>
public sealed class TrayOptions
{
    public const string Section = "Tray";

    /// <summary>A document under a case number for which no application came goes to the tray after so many hours. Default 24.</summary>
    [Range(0.01, 24 * 365)]
    public double WaitHours { get; set; } = 24;
}
