using Microsoft.AspNetCore.Http;

namespace LocalFunctions.Durable.Management;

/// <summary>A call that is not done. The caller sees the message, and the type of the exception that the extension would have met.</summary>
internal sealed class RefusedCallException : Exception
{
    private RefusedCallException(int status, Type type, string message, Exception? inner)
        : base(message, inner) => (Status, Type) = (status, type);

    public int Status { get; }

    public Type Type { get; }

    /// <summary>The call itself is wrong: 400.</summary>
    public static RefusedCallException Argument(string message, Exception? inner = null)
        => new(StatusCodes.Status400BadRequest, typeof(ArgumentException), message, inner);

    /// <summary>The instance's state does not allow it: 500, as from the extension.</summary>
    public static RefusedCallException State(string message)
        => new(StatusCodes.Status500InternalServerError, typeof(InvalidOperationException), message, null);

    /// <summary>The engine cannot do it at all: 500, as from the extension for such a back end.</summary>
    public static RefusedCallException Unsupported(string what)
        => new(StatusCodes.Status500InternalServerError, typeof(NotImplementedException), $"The local durable engine does not support {what}.", null);
}
