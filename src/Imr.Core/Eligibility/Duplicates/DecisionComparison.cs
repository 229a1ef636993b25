using Imr.Core.Cases;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>Whether two applications of one worker are about the same UR decision.</summary>
internal static class DecisionComparison
{
    public static IEnumerable<FieldAgreement> Facts(ComparableApplication a, ComparableApplication b, DuplicateRules rules)
    {
        var points = rules.Decision;
        var (one, other) = (a.Application.UrDecision, b.Application.UrDecision);
        yield return WorkerComparison.Written("$.urDecision.decisionDate", "day of the decision", WrittenDay.Compare(one.DecisionDate, other.DecisionDate), points.DecisionDate);
        yield return WorkerComparison.Written("$.urDecision.servedOn", "day of service", WrittenDay.Compare(one.ServedOn, other.ServedOn), points.ServedOn);
        yield return Physician(a.Application.RequestingPhysician, b.Application.RequestingPhysician, rules);
        yield return Organization(one.ReviewerOrganization, other.ReviewerOrganization, points.ReviewerOrganization);
    }

    private static FieldAgreement Physician(RequestingPhysician a, RequestingPhysician b, DuplicateRules rules)
    {
        var (last, first, _) = NameComparison.Compare(PersonName.Of(a.FirstName, a.LastName, null, rules), PersonName.Of(b.FirstName, b.LastName, null, rules));
        var agreement = a.Npi == b.Npi ? Agreement.Same : last != Agreement.Different && first != Agreement.Different ? Agreement.Close : Agreement.Different;
        return WorkerComparison.Field(
            "$.requestingPhysician",
            agreement,
            agreement switch { Agreement.Same => "the same requesting physician", Agreement.Close => "the same physician's name, another NPI", _ => "another requesting physician" },
            rules.Decision.RequestingPhysician);
    }

    private static FieldAgreement Organization(string? a, string? b, PointsEntry points)
    {
        var (one, other) = (Folding.Joined(a), Folding.Joined(b));
        var agreement = one.Length == 0 || other.Length == 0 ? Agreement.Missing
            : one == other ? Agreement.Same
            : one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal) || Edits.Distance(one, other, 2) <= 2 ? Agreement.Close
            : Agreement.Different;
        var words = agreement switch
        {
            Agreement.Same => "the same review organization",
            Agreement.Close => "nearly the same review organization",
            Agreement.Missing => "no review organization in one of them",
            _ => "another review organization",
        };
        return WorkerComparison.Field("$.urDecision.reviewerOrganization", agreement, words, points);
    }
}
