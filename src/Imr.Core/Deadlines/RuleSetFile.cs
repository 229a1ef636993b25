namespace Imr.Core.Deadlines;

/// <summary>The shape of <c>Data/rule-sets.yaml</c>. Words and days are text here, so that a wrong one is listed with its place instead of stopping the parser.</summary>
internal sealed class RuleSetFile
{
    public MailExtensionEntry MailExtension { get; set; } = new();

    public ReceiptEntry Receipt { get; set; } = new();

    public List<RuleSetEntry> RuleSets { get; set; } = [];
}

internal sealed class MailExtensionEntry
{
    public int InCalifornia { get; set; }

    public int OutsideCalifornia { get; set; }

    public int Abroad { get; set; }

    public string Citation { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}

internal sealed class ReceiptEntry
{
    public string LatestTime { get; set; } = string.Empty;

    public int MailDays { get; set; }

    public string Citation { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}

internal sealed class RuleSetEntry
{
    public string Id { get; set; } = string.Empty;

    public string From { get; set; } = string.Empty;

    public string To { get; set; } = string.Empty;

    public string BasedOn { get; set; } = string.Empty;

    public string InheritedStatus { get; set; } = string.Empty;

    public List<DeadlineEntry> Deadlines { get; set; } = [];

    public List<EligibilityEntry> Eligibility { get; set; } = [];

    public List<TollingEntry> Tolling { get; set; } = [];
}

internal sealed class TollingEntry
{
    public string Id { get; set; } = string.Empty;

    public string Meaning { get; set; } = string.Empty;

    public string Citation { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}

internal sealed class DeadlineEntry
{
    public string Id { get; set; } = string.Empty;

    public string Start { get; set; } = string.Empty;

    public int Length { get; set; }

    public string Unit { get; set; } = string.Empty;

    public string MailExtension { get; set; } = string.Empty;

    public string Citation { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}

internal sealed class EligibilityEntry
{
    public string Code { get; set; } = string.Empty;

    public string Meaning { get; set; } = string.Empty;

    public bool Terminal { get; set; }

    public bool Curable { get; set; }

    public string Citation { get; set; } = string.Empty;

    public string Status { get; set; } = string.Empty;
}
