using System.Text;
using Imr.Core.Cases;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Cases;

public sealed class ApplicationReaderFuzzTests
{
    private static readonly string[] Pieces =
        ["null", "\"\"", "{}", "[]", "-1", "1e999", "\"\\ud800\"", "\"2025-06-31\"", "true", "\"\\u0000\"", ",", "}", "]", "\"..\"", "\"priority\"", "\"9999-12-31\"", "\"0001-01-01\""];

    [Fact]
    public void Two_thousand_mutated_applications_never_throw_and_a_good_one_round_trips()
    {
        var random = new Random(20250603);
        var source = Encoding.UTF8.GetBytes(SampleApplication.Json);
        for (var i = 0; i < 2_000; i++)
        {
            var result = ApplicationReader.Read(Mutate(source, random));

            (result.Application is null).ShouldBe(result.Problems.Count > 0, $"mutation {i}");
            if (result.Application is { } application)
                ApplicationReader.Read(ImrJson.WriteBytes(application)).Problems.ShouldBeEmpty($"mutation {i}");
        }
    }

    private static byte[] Mutate(byte[] source, Random random)
    {
        var bytes = source.ToList();
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at - 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    ReplaceString(bytes, at, Pieces[random.Next(Pieces.Length)]);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Keeps the file JSON: one string, or one member's name, becomes something else.</summary>
    private static void ReplaceString(List<byte> bytes, int at, string piece)
    {
        var start = bytes.IndexOf((byte)'"', at);
        var end = start < 0 ? -1 : bytes.IndexOf((byte)'"', start + 1);
        if (end < 0)
            return;
        bytes.RemoveRange(start, end - start + 1);
        bytes.InsertRange(start, Encoding.UTF8.GetBytes(piece));
    }
}
