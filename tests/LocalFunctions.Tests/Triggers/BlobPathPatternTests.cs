using LocalFunctions.Hosting;

namespace LocalFunctions.Tests.Triggers;

public sealed class BlobPathPatternTests
{
    [Theory]
    [InlineData("case-files/{caseNumber}/application.json", "CM26-1/application.json", "caseNumber=CM26-1")]
    [InlineData("case-files/{caseNumber}/application.json", "CM26-1/documents/x.pdf", null)]
    [InlineData("case-files/{caseNumber}/application.json", "CM26-1/Application.json", null)]
    [InlineData("case-files/{caseNumber}/application.json", "CM26-1/applicationXjson", null)]
    [InlineData("case-files/{name}.json", "a.json", "name=a")]
    [InlineData("case-files/{name}.json", "a/b.json", "name=a/b")]
    [InlineData("case-files/{name}.{ext}", "a.tar.gz", "name=a.tar ext=gz")]
    [InlineData("case-files/{a}/{b}", "x/y/z", "a=x/y b=z")]
    [InlineData("case-files/in-{name}", "out-a", null)]
    [InlineData("case-files/{{20140101}}-{name}", "{20140101}-x", "name=x")]
    [InlineData("case-files/{name}", "a\nb\n", "name=a\nb\n")]
    [InlineData("case-files/{name}.txt", "a.txt\n", null)]
    [InlineData("case-files/{a}{b}", "xyz", "a=xyz b=")]
    [InlineData("case-files/{a}/x", "/x", "a=")]
    [InlineData("case-files/ab{a}ba", "aba", null)]
    [InlineData("case-files/ab{a}ba", "abba", "a=")]
    [InlineData("case-files/{a}-{b}-{c}", "1-2-3-4", "a=1-2 b=3 c=4")]
    [InlineData("case-files/{a}-{b}-{c}", "1-2", null)]
    [InlineData("case-files/{a}aa{b}a", "xaaaa", "a=xa b=")]
    [InlineData("case-files/x{a}-{b}y", "x-y", "a= b=")]
    [InlineData("case-files", "anything/at/all", "")]
    [InlineData("case-files/", "anything", "")]
    [InlineData("case-files/fixed.txt", "fixed.txt", "")]
    [InlineData("case-files/fixed.txt", "other.txt", null)]
    public void A_name_matches_as(string path, string name, string? expected)
    {
        var parts = BlobPathPattern.Parse(path).Match(name);

        (parts is null ? null : string.Join(' ', parts.Select(p => $"{p.Key}={p.Value}"))).ShouldBe(expected);
    }

    [Fact]
    public void A_long_name_that_nearly_matches_many_parts_takes_no_time()
    {
        var pattern = BlobPathPattern.Parse("case-files/{a}-{b}-{c}-{d}-{e}.json");

        // A backtracking expression takes years for this.
        pattern.Match(new string('-', 1024)).ShouldBeNull();
    }

    [Theory]
    [InlineData("case-files/in/{name}.json", "in/")]
    [InlineData("case-files/{name}", "")]
    [InlineData("case-files/fixed.txt", "fixed.txt")]
    public void What_all_names_begin_with_is(string path, string expected) => BlobPathPattern.Parse(path).Prefix.ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("/x")]
    [InlineData("{container}/x")]
    [InlineData("Upper/x")]
    [InlineData("case-files/{a}/{A}")]
    [InlineData("case-files/{a")]
    [InlineData("case-files/a}")]
    [InlineData("case-files/{}")]
    [InlineData("case-files/{a b}")]
    public void A_path_that_is_not_valid_is_refused(string path) => Should.Throw<FormatException>(() => BlobPathPattern.Parse(path));
}
