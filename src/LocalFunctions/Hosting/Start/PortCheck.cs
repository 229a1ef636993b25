using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace LocalFunctions.Hosting;

/// <summary>Looks whether the port is free before anything starts to run.</summary>
internal static class PortCheck
{
    public static void Check(int port)
    {
        if (port == 0) return;
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw Refusal(port);
        }
    }

    public static bool IsTaken(IOException exception) => exception.InnerException is AddressInUseException;

    public static StartRefusedException Refusal(int port) =>
        new($"Port {port} on 127.0.0.1 cannot be used, another program has it: stop that program, or set LocalFunctions__Port to another port (0 takes a free one).");
}
