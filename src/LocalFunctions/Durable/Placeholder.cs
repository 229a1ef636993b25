namespace LocalFunctions.Durable;

public abstract class TaskOrchestrationContext;
