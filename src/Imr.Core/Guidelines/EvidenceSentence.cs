using Imr.Core.Cases;
using Imr.Core.Records;

namespace Imr.Core.Guidelines;

/// <summary>A sentence of the records that may show a criterion.</summary>
/// <param name="Mentions">Body regions in it.</param>
/// <param name="Before">Regions of the nearest preceding sentence of the same page and section that names any.</param>
/// <param name="InHistory">It stands below a heading such as "Past medical history" or "Family history".</param>
/// <param name="InFamilyHistory">Below "Family history": it is about other people.</param>
internal sealed record EvidenceSentence(Quote Quote, IReadOnlyList<RegionMention> Mentions, IReadOnlyList<BodyRegion> Before, bool InHistory, bool InFamilyHistory)
{
    public string Text => Quote.Text;
}
