using Imr.Cli.Api;
using Imr.Cli.Demo;

namespace Imr.Cli.Tests.Demo;

public sealed class DemoCorrespondenceTests
{
    [Fact]
    public void What_went_out_is_counted_by_channel()
        => DemoCorrespondence.Count([new("Noarfi", "MailBatch", "HandedOff"), new("Noarfi", "Portal", "Served"), new("Ineligible", "MailBatch", "HandedOff"), new("Noarfi", "Email", "HandedOff")])
            .ShouldBe("1 by e-mail, 2 by mail, 1 by portal");

    [Fact]
    public void Files_take_the_place_of_an_earlier_demo_s()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.Combine("from", "mail"));
        Directory.CreateDirectory(directory.Combine("to"));
        File.WriteAllText(directory.Combine("from", "mail", "manifest.csv"), "new");
        File.WriteAllText(directory.Combine("to", "old.txt"), "old");

        DemoCorrespondence.Copy(directory.Combine("from"), directory.Combine("to"));

        File.ReadAllText(directory.Combine("to", "mail", "manifest.csv")).ShouldBe("new");
        File.Exists(directory.Combine("to", "old.txt")).ShouldBeFalse();
    }
}
