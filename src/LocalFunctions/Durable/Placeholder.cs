namespace LocalFunctions.Durable { public abstract class TaskOrchestrationContext { } }
namespace LocalFunctions.Durable.Client { internal static class Placeholder { } }
