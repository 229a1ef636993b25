using Imr.Core.Guidelines;
using Imr.Core.Records;
using ImrFunctions.Cases.Register;
using ImrFunctions.Intake;
using ImrFunctions.Review;

namespace ImrFunctions.Evaluation;

/// <summary>Each disputed treatment against the guideline in force on the UR date: a draft for the reviewer, never a decision.</summary>
public sealed class EvaluationActivities(StepContext step, DocumentStore documents, EvaluationStore evaluations)
{
    [Function(nameof(EvaluateGuidelines))]
    public async Task<StepResult> EvaluateGuidelines([ActivityTrigger] StepInput input, CancellationToken cancellation)
    {
        var application = await step.InReviewAsync(input, cancellation);
        var listed = await documents.ReadAgainAsync(input.Review, await documents.ListAsync(input.Review, cancellation), cancellation);
        var complete = RecordsCompleteness.Assess(application, listed).Complete;
        var records = await documents.ReadAsync(listed, application, complete, cancellation);
        await evaluations.StoreAsync(input.Review, GuidelineEvaluator.EvaluateCase(application, records, GuidelineLibrary.Default), cancellation);
        return await step.UnchangedAsync(input, cancellation);
    }
}
