namespace LocalFunctions.Hosting;

/// <summary>The app cannot start as it is. The message is one sentence for its user: what is wrong, where, and what to do.</summary>
internal sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
