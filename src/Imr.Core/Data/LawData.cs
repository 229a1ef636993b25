using Imr.Core.Deadlines;
using Imr.Core.Fees;

namespace Imr.Core.Data;

/// <summary>The files that hold rules of law. An app reads them when it starts: one whose law has a fault does not start.</summary>
public static class LawData
{
    /// <exception cref="DataFileException">Lists every fault of every file: the file, the place in it, what is wrong and what is expected.</exception>
    public static void Check() => Collect(() => RuleSetLibrary.Default, () => BusinessCalendar.Default, () => FeeSchedule.Default);

    /// <summary>The same of other texts.</summary>
    /// <param name="textOf">The text of a file by its name.</param>
    internal static void Check(Func<string, string> textOf)
        => Collect(() => RuleSetLibrary.Load(textOf("rule-sets.yaml")), () => BusinessCalendar.Load(textOf("holidays.yaml")), () => FeeSchedule.Load(textOf("fees.yaml")));

    private static void Collect(params ReadOnlySpan<Func<object>> files)
    {
        var problems = new List<string>();
        foreach (var read in files)
        {
            try
            {
                _ = read();
            }
            catch (DataFileException faults)
            {
                problems.AddRange(faults.Problems);
            }
        }

        if (problems.Count > 0)
            throw new DataFileException(problems);
    }
}
