namespace LocalFunctions.Durable;

/// <summary>The orchestration that called this one.</summary>
/// <param name="Name">Its orchestrator.</param>
/// <param name="InstanceId">Its instance id.</param>
public record ParentOrchestrationInstance(TaskName Name, string InstanceId);
