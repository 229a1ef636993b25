using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Imr.Core.Cases;
using ImrFunctions.Operations;

namespace ImrFunctions.Tests.Architecture;

/// <summary>A dependency points downwards only, and the review itself is pure (design: where code lives).</summary>
public sealed class DependencyTests
{
    private static readonly Assembly Core = typeof(CaseNumber).Assembly;
    private static readonly Assembly App = typeof(AppHost).Assembly;
    private static readonly Assembly Local = typeof(TableClient).Assembly;

    [Theory]
    [InlineData("Azure")]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.Extensions")]
    [InlineData("Microsoft.DurableTask")]
    [InlineData("Microsoft.Data")]
    [InlineData("LocalFunctions")]
    [InlineData("ImrFunctions")]
    [InlineData("System.Net.Http")]
    [InlineData("System.Net.Sockets")]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("System.IO.FileSystem")]
    public void Core_does_not_reference(string assembly)
        => References(Core).Where(r => r == assembly || r.StartsWith(assembly + ".", StringComparison.Ordinal)).ShouldBeEmpty();

    [Theory]
    [InlineData("System.IO.File.")]
    [InlineData("System.IO.FileInfo.")]
    [InlineData("System.IO.FileStream.")]
    [InlineData("System.IO.Directory.")]
    [InlineData("System.IO.DirectoryInfo.")]
    [InlineData("System.Net.Http.")]
    [InlineData("System.Diagnostics.Process.")]
    [InlineData("System.Environment.GetEnvironmentVariable")]
    [InlineData("System.DateTime.get_Now")]
    [InlineData("System.DateTime.get_UtcNow")]
    [InlineData("System.DateTime.get_Today")]
    [InlineData("System.DateTimeOffset.get_Now")]
    [InlineData("System.DateTimeOffset.get_UtcNow")]
    [InlineData("System.TimeProvider.")]
    [InlineData("System.Guid.NewGuid")]
    [InlineData("System.Random.")]
    [InlineData("System.Threading.Tasks.Task.Delay")]
    [InlineData("System.Threading.Thread.")]
    public void Core_calls_no_files_network_processes_clock_or_chance(string member)
        => Members(Core).Where(m => m.StartsWith(member, StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void The_scan_sees_a_clock_where_there_is_one()
        => Members(App).ShouldContain("System.TimeProvider.get_System");

    [Fact]
    public void The_runtime_knows_neither_the_review_nor_the_app()
        => References(Local).ShouldNotContain(r => r == "Imr.Core" || r == "ImrFunctions");

    [Fact]
    public void The_app_does_not_know_the_command_line()
        => References(App).ShouldNotContain("Imr.Cli");

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(r => r.Name!);

    /// <summary>Every member of another assembly that the code names: namespace, type, member.</summary>
    private static List<string> Members(Assembly assembly)
    {
        using var file = File.OpenRead(assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var members = new List<string>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference)
                continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            members.Add($"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
        }

        return members;
    }
}
