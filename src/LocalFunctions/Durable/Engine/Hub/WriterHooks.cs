namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>What tests and simulations do to a writer; all null in production.</summary>
/// <param name="Fault">Told of each fault point that is passed; may kill the writer.</param>
/// <param name="Statement">Told of each SQL statement before it runs; may throw as SQLite does when the disk is full.</param>
/// <param name="Steps">Where the writer runs, step by step, in place of a thread.</param>
internal sealed record WriterHooks(Func<FaultPoint, string, bool>? Fault = null, Action<string>? Statement = null, SynchronizationContext? Steps = null);
