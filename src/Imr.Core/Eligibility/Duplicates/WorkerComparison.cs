using Imr.Core.Cases;

namespace Imr.Core.Eligibility.Duplicates;

/// <summary>Whether two applications are the same worker's: no field alone says it, none alone denies it.</summary>
internal static class WorkerComparison
{
    public static IEnumerable<FieldAgreement> Facts(ComparableApplication a, ComparableApplication b, DuplicateRules rules)
    {
        var points = rules.Worker;
        var (one, other) = (a.Application, b.Application);
        yield return Written("$.claim.claimNumber", "claim number", WrittenNumber.Compare(a.ClaimNumber, b.ClaimNumber), points.ClaimNumber);
        yield return Written("$.claim.wcisJcn", "WCIS number", WrittenNumber.Compare(a.WcisJcn, b.WcisJcn), points.WcisJcn);
        yield return Written("$.claim.eamsCaseNumber", "case number at the appeals board", WrittenNumber.Compare(a.EamsCaseNumber, b.EamsCaseNumber), points.EamsCaseNumber);
        yield return Name(a.Name, b.Name, points);
        if (a.Name.Suffix is { } suffix && b.Name.Suffix is { } otherSuffix)
            yield return Field("$.injuredWorker.lastName", suffix == otherSuffix ? Agreement.Same : Agreement.Different, suffix == otherSuffix ? "the same suffix" : "another suffix, as father and son have", points.Suffix);
        if (a.Name.MiddleInitial is { } middle && b.Name.MiddleInitial is { } otherMiddle)
            yield return Field("$.injuredWorker.middleInitial", middle == otherMiddle ? Agreement.Same : Agreement.Different, middle == otherMiddle ? "the same initial" : "another initial", points.MiddleInitial);
        yield return Written("$.injuredWorker.dateOfBirth", "birthday", WrittenDay.Compare(one.InjuredWorker.DateOfBirth, other.InjuredWorker.DateOfBirth), points.DateOfBirth);
        yield return Written("$.claim.dateOfInjury", "day of injury", WrittenDay.Compare(one.Claim.DateOfInjury, other.Claim.DateOfInjury), points.DateOfInjury);
        yield return Employer(a, b, points);
        if (SameAddress(one.InjuredWorker.Address, other.InjuredWorker.Address))
            yield return Field("$.injuredWorker.address", Agreement.Same, "the same address", points.Address);
    }

    private static FieldAgreement Name(PersonName a, PersonName b, WorkerPoints points)
    {
        var (last, first, words) = NameComparison.Compare(a, b);
        var both = (Agreement)Math.Max((int)last, (int)first);
        var counted = (last, first) switch
        {
            (Agreement.Different, Agreement.Different) => points.Name.Different,
            (Agreement.Different, _) => points.FirstNameOnly,
            (_, Agreement.Different) => points.LastNameOnly,
            _ => points.Name.Points.Of(both),
        };
        return new FieldAgreement("$.injuredWorker", "$.injuredWorker", both, words, counted);
    }

    /// <summary>By its FEIN; else by the words of its name, of which one may have fewer.</summary>
    private static FieldAgreement Employer(ComparableApplication a, ComparableApplication b, WorkerPoints points)
    {
        var (fein, otherFein) = (Folding.Joined(a.Application.Employer.Fein), Folding.Joined(b.Application.Employer.Fein));
        var agreement = fein.Length > 0 && fein == otherFein ? Agreement.Same
            : a.Employer.Count == 0 || b.Employer.Count == 0 ? Agreement.Missing
            : a.Employer.ToHashSet().SetEquals(b.Employer) ? Agreement.Same
            : a.Employer.Intersect(b.Employer).Any() ? Agreement.Close
            : Agreement.Different;
        return Field("$.employer", agreement, agreement switch { Agreement.Same => "the same employer", Agreement.Close => "nearly the same employer", Agreement.Missing => "no employer's name", _ => "another employer" }, points.Employer);
    }

    private static bool SameAddress(Address? a, Address? b)
        => a is not null && b is not null && a.ZipCode[..Math.Min(5, a.ZipCode.Length)] == b.ZipCode[..Math.Min(5, b.ZipCode.Length)] && Folding.Joined(a.Line1) == Folding.Joined(b.Line1);

    /// <summary>A number or a day, in the words that fit both.</summary>
    internal static FieldAgreement Written(string path, string what, Agreement agreement, PointsEntry points)
        => Field(path, agreement, agreement switch { Agreement.Same => $"the same {what}", Agreement.Close => $"one typing mistake in the {what}", Agreement.Missing => $"no {what} in one of them", _ => $"another {what}" }, points);

    internal static FieldAgreement Field(string path, Agreement agreement, string words, PointsEntry points) => new(path, path, agreement, words, points.Points.Of(agreement));
}
