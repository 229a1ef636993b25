using Imr.Core.Cases;
using Imr.Core.Data;

namespace Imr.Core.Correspondence;

/// <summary>A rule of the choice of channel; absent conditions fit everything.</summary>
/// <param name="Recipient">A role; null for any.</param>
/// <param name="Electronic">Whether notices go out electronically (setting <c>Review:ElectronicNotices</c>).</param>
public sealed record ChannelRule(string? Recipient, Priority? Priority, bool? Electronic, DeliveryChannel Channel);

/// <summary>
/// Which channel an item takes at first (<c>Data/correspondence-channels.yaml</c>): the first rule that fits and whose channel can reach the recipient. Mail
/// is left when none does.
/// </summary>
public sealed class ChannelRules
{
    private const string File = "correspondence-channels.yaml";
    private static readonly Lazy<ChannelRules> Embedded = new(() => Load(YamlData.Embedded(File)));

    private ChannelRules(IReadOnlyList<ChannelRule> rules) => Rules = rules;

    /// <summary>The rules that this program carries.</summary>
    public static ChannelRules Default => Embedded.Value;

    public IReadOnlyList<ChannelRule> Rules { get; }

    /// <exception cref="DataFileException">Not YAML of this form, or a word that means nothing: all are listed.</exception>
    public static ChannelRules Load(string yaml)
    {
        var problems = new List<string>();
        var rules = YamlData.Read<ChannelFile>(yaml, File).Rules.Select((entry, n) => Rule(entry, n + 1, problems)).ToList();
        if (rules.Count == 0)
            problems.Add("there is no rule");
        YamlData.ThrowIfAny(problems, File);
        return new ChannelRules(rules);
    }

    public DeliveryChannel Choose(string recipient, PartyContact contact, Priority priority, bool electronic)
        => Rules.FirstOrDefault(r => Fits(r, recipient, priority, electronic) && contact.Reaches(r.Channel))?.Channel ?? DeliveryChannel.MailBatch;

    private static bool Fits(ChannelRule rule, string recipient, Priority priority, bool electronic)
        => (rule.Recipient is null || rule.Recipient == recipient) && (rule.Priority ?? priority) == priority && (rule.Electronic ?? electronic) == electronic;

    private static ChannelRule Rule(ChannelEntry entry, int number, List<string> problems)
    {
        var channel = YamlData.Word<DeliveryChannel>(entry.Channel, $"rule {number}: there is no channel '{entry.Channel}'", problems);
        var priority = YamlData.OptionalWord<Priority>(entry.Priority, $"rule {number}: there is no priority '{entry.Priority}'", problems);
        if (channel == DeliveryChannel.Portal && entry.Recipient != PartyContacts.ClaimsAdministrator)
            problems.Add($"rule {number}: only claims administrators have the portal");
        return new ChannelRule(entry.Recipient.Length > 0 ? entry.Recipient : null, priority, entry.Electronic, channel);
    }
}

/// <summary>The shape of <c>Data/correspondence-channels.yaml</c>.</summary>
internal sealed class ChannelFile
{
    public List<ChannelEntry> Rules { get; set; } = [];
}

internal sealed class ChannelEntry
{
    public string Recipient { get; set; } = string.Empty;

    public string Priority { get; set; } = string.Empty;

    public bool? Electronic { get; set; }

    public string Channel { get; set; } = string.Empty;
}
