using System.Diagnostics;
using System.Text;
using Imr.Testing;

namespace ImrFunctions.Tests.Intake.Text;

/// <summary>The document reader's own tests, which are of node.</summary>
public sealed class ReaderOwnTests
{
    [Fact]
    public async Task The_reader_passes_its_own_tests()
    {
        var (node, script) = await DocumentReaderForTests.EnsureAsync();
        var info = new ProcessStartInfo(node, ["--test", "--test-reporter=spec"]) { WorkingDirectory = Path.GetDirectoryName(script), RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // Set when this test runs below a test of node; it would only report to that one.
        info.Environment.Remove("NODE_TEST_CONTEXT");
        using var process = Process.Start(info)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, e) => output.AppendLine(e.Data);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(0, output.ToString());
        output.ToString().ShouldContain("fail 0");
        output.ToString().ShouldNotContain("tests 0");
    }
}
