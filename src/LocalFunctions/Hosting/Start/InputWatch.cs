using Microsoft.Extensions.Hosting;

namespace LocalFunctions.Hosting;

/// <summary>Stops the app when its standard input ends: the parent that started it is gone.</summary>
internal static class InputWatch
{
    public static void StopAtEnd(Stream input, IHostApplicationLifetime lifetime)
    {
        // A thread of its own: a read of the console blocks.
        var thread = new Thread(() =>
        {
            var buffer = new byte[256];
            try
            {
                while (input.Read(buffer, 0, buffer.Length) > 0)
                {
                }
            }
            catch (IOException)
            {
                // A broken pipe is an end too.
            }

            lifetime.StopApplication();
        })
        { IsBackground = true, Name = "standard input" };
        thread.Start();
    }
}
