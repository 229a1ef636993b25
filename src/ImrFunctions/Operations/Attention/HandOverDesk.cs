using ImrFunctions.Cases.Register;

namespace ImrFunctions.Operations.Attention;

/// <summary>Gives what needs attention to an operator: the owner in the register and the note that says why are one transaction.</summary>
public sealed class HandOverDesk(CaseRegister register, CaseNotes notes)
{
    /// <summary>The register can change between reading and writing, a few times in a row at most: the review runs on its own.</summary>
    private const int MaxTries = 5;

    /// <summary>Does it once: the note's id is the request's.</summary>
    internal async Task<HandOverOutcome> HandOverAsync(CaseRecord record, CaseNote note, CancellationToken cancellation)
    {
        var number = record.Review.CaseNumber;
        for (var tries = 1; ; tries++)
        {
            var outcome = await register.HandOverAsync(record, note.HandedTo!, CaseNotes.ToRow(record.Review, note), cancellation);
            if (outcome != HandOverOutcome.Changed || record.Attention is null || tries == MaxTries)
                return outcome == HandOverOutcome.Changed && await notes.TryReadAsync(record.Review, note.NoteId, cancellation) is not null ? HandOverOutcome.Repeated : outcome;
            var attempt = record.Attention.Attempt;
            record = await register.GetAsync(number, cancellation);
            // Another trouble than the one that was handed over.
            if (record.Attention?.Attempt != attempt)
                return HandOverOutcome.Changed;
        }
    }
}
