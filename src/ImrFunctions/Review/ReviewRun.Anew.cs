using Imr.Core.Cases;

namespace ImrFunctions.Review;

/// <summary>A review that has gone on for long goes on with a new history: every turn reads the whole of it, and it must stay below 64 KB.</summary>
internal sealed partial class ReviewRun
{
    /// <summary>The version since which reviews do so.</summary>
    private const string SinceVersion = "1.1.0";

    /// <summary>A step with its result is some 1.3 KB of history: so many are 40 KB, more than a review takes to which nothing is added.</summary>
    private const int CallsOfOneHistory = 30;

    private int _calls;

    /// <summary>What the next run begins with; null while this one goes on.</summary>
    public ReviewInput? Anew { get; private set; }

    /// <summary>Looked at only where a stage waits and can be begun anew without doing anything twice.</summary>
    private bool IsTimeToStartAnew => _calls >= CallsOfOneHistory && _consumed.Count == 0 && _context.CompareVersionTo(SinceVersion) >= 0;

    private async Task StartAnewAsync(ReviewStage at)
    {
        var progress = new ReviewProgress(ReviewProgress.CurrentSchemaVersion, at, _stage, _seq, _marks, _tag, _application, _entry)
        {
            ClosedItems = _closedItems,
            Excluded = [.. _excluded],
            Noted = [.. _noted.OrderBy(l => l.At).ThenBy(l => l.Code, StringComparer.Ordinal)],
            DeterminationLimits = _determinationLimits,
            InformationLimits = _informationLimits,
            QuestionLimits = _questionLimits.Count > 0 ? _questionLimits : null,
            Parts = _parts,
            OpenParts = _openParts,
            Offers = _offers,
            Attempt = _attempt,
            Evaluated = _evaluated,
            NoticesSent = _noticesSent,
            Finding = _finding,
            Mail = await _mail.StateAsync(),
        };
        Anew = _input with { Progress = progress };
    }

    private void GoOnFrom(ReviewProgress before)
    {
        (_stage, _seq, _marks, _tag, _application, _entry) = (before.Stage, before.Seq, before.Marks, before.Tag, before.Application, before.Entry);
        _closedItems = before.ClosedItems;
        _excluded.Clear();
        _excluded.AddRange(before.Excluded);
        _noted.UnionWith(before.Noted);
        (_determinationLimits, _informationLimits, _questionLimits) = (before.DeterminationLimits, before.InformationLimits, before.QuestionLimits ?? []);
        (_parts, _openParts, _offers) = (before.Parts, [.. before.OpenParts], before.Offers);
        // The attempt that is awaited is counted again by the stage.
        _attempt = before.At == ReviewStage.ClinicalReview ? before.Attempt - 1 : before.Attempt;
        (_evaluated, _noticesSent, _finding) = (before.Evaluated, before.NoticesSent, before.Finding);
    }
}
