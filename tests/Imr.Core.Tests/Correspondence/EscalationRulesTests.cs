using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Correspondence;
using Imr.Core.Data;

namespace Imr.Core.Tests.Correspondence;

public sealed class EscalationRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 5, 19, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(StaffNoticeKind.NewOffer, "o1", Priority.Expedited, "Reviewer@0 Operator@1")]
    [InlineData(StaffNoticeKind.NewOffer, "o1", Priority.Standard, "Reviewer@0 Operator@24")]
    [InlineData(StaffNoticeKind.Breach, "DL-DET-STD", Priority.Standard, "Operator@0 AdministrativeDirector@4")]
    [InlineData(StaffNoticeKind.DueSoon, "DL-DET-EXP", Priority.Expedited, "Reviewer@0 Operator@24")]
    [InlineData(StaffNoticeKind.DueSoon, "Release", Priority.Standard, "Releaser@0 Operator@24")]
    [InlineData(StaffNoticeKind.DueSoon, "AdFinding", Priority.Standard, "AdministrativeDirector@0 Operator@24")]
    [InlineData(StaffNoticeKind.ReturnedMail, "r1-0004-0-Attorney", Priority.Standard, "Intake@0 Operator@24")]
    public void A_notice_goes_to(StaffNoticeKind kind, string code, Priority priority, string levels)
        => string.Join(' ', EscalationRules.Default.For(kind, code, priority).Levels.Select(l => $"{l.To}@{l.AfterHours}")).ShouldBe(levels);

    [Theory]
    [InlineData("Reminder:DL-DET-STD", Priority.Standard, StaffNoticeKind.DueSoon, "DL-DET-STD")]
    [InlineData("Overdue:AdFinding", Priority.Standard, StaffNoticeKind.Breach, "AdFinding")]
    [InlineData("NeedsAttention:NoReviewer", Priority.Standard, StaffNoticeKind.NeedsAttention, "NoReviewer")]
    [InlineData("Proposed:Ineligible", Priority.Expedited, StaffNoticeKind.UrgentFinding, "Ineligible")]
    public void A_note_of_the_timeline_that_staff_must_see_is_a_cause(string note, Priority priority, StaffNoticeKind kind, string code)
        => StaffNoticeCause.OfNote(note, priority).ShouldBe(new StaffNoticeCause(kind, code, priority, null));

    [Theory]
    [InlineData("Proposed:Ineligible", Priority.Standard)]
    [InlineData("Proposed:Eligible", Priority.Expedited)]
    [InlineData("NoarfiSent", Priority.Expedited)]
    [InlineData("Reminder:", Priority.Standard)]
    [InlineData(null, Priority.Standard)]
    public void Other_notes_are_none(string? note, Priority priority) => StaffNoticeCause.OfNote(note, priority).ShouldBeNull();

    [Fact]
    public void A_cause_is_read_from_its_reference()
    {
        var cause = new StaffNoticeCause(StaffNoticeKind.NewOffer, "CM26-0000123-o1", Priority.Expedited, "REV-0001");
        StaffNoticeCause.Parse(cause.ToString()).ShouldBe(cause);
        StaffNoticeCause.Parse("r1/v1").ShouldBeNull();
        StaffNoticeCause.Parse(null).ShouldBeNull();
    }

    /// <summary>Escalation never stops by itself, never goes back, and never sends before it is due.</summary>
    [Fact]
    public void Sendings_come_one_after_the_other_each_at_its_time()
        => Prop.ForAll(
            Gen.Elements(EscalationRules.Default.Rules.ToArray()).ToArbitrary(),
            Gen.Choose(0, 60 * 24 * 14).ToArbitrary(),
            (rule, minutes) =>
            {
                var now = Noon.AddMinutes(minutes);
                var due = rule.DueBy(Noon, now);
                due.ShouldBeGreaterThanOrEqualTo(1);
                rule.At(Noon, due - 1).ShouldBeLessThanOrEqualTo(now);
                rule.At(Noon, due).ShouldBeGreaterThan(now);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("notices: [{ kind: Gossip, levels: [{ to: Operator, after: 0 }], repeat: 1 }]", "no kind 'Gossip'")]
    [InlineData("notices: [{ kind: Breach, levels: [{ to: Operator, after: 1 }], repeat: 1 }]", "must be at once")]
    [InlineData("notices: [{ kind: Breach, levels: [{ to: Operator, after: 0 }, { to: Intake, after: 0 }], repeat: 1 }]", "later than the one before")]
    [InlineData("notices: [{ kind: Breach, levels: [{ to: Operator, after: 0 }], repeat: 0 }]", "more than 0 hours")]
    [InlineData("notices: []", "NewOffer: has no rule")]
    public void A_rule_that_would_tell_nobody_is_refused(string yaml, string problem)
        => Should.Throw<DataFileException>(() => EscalationRules.Load(yaml)).Message.ShouldContain(problem);
}
