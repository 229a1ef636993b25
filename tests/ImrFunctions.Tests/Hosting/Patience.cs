using System.Globalization;

namespace ImrFunctions.Tests.Hosting;

/// <summary>How long a test waits for what must come: long, since a loaded machine is slow; whoever looks for a mistake sets <c>IMR_TEST_PATIENCE</c> lower.</summary>
internal static class Patience
{
    public static int Seconds { get; } = int.TryParse(Environment.GetEnvironmentVariable("IMR_TEST_PATIENCE"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 180;
}
