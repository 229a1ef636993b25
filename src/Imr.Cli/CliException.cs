namespace Imr.Cli;

/// <summary>Something the user can put right. The message is what the command prints: one sentence, then the fix.</summary>
public sealed class CliException(string message, Exception? inner = null) : Exception(message, inner);
