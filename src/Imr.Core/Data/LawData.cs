using Imr.Core.Deadlines;
using Imr.Core.Fees;

namespace Imr.Core.Data;

/// <summary>The files that hold rules of law. An app reads them when it starts: one whose law has a fault does not start.</summary>
public static class LawData
{
    /// <exception cref="DataFileException">Lists every fault of every file: the file, the place in it, what is wrong and what is expected.</exception>
    public static void Check() => Check(YamlData.Embedded);

    /// <param name="textOf">The text of a file by its name.</param>
    internal static void Check(Func<string, string> textOf)
    {
        var problems = new List<string>();
        foreach (var (file, load) in new (string, Action<string>)[]
        {
            ("rule-sets.yaml", text => RuleSetLibrary.Load(text)),
            ("holidays.yaml", text => BusinessCalendar.Load(text)),
            ("fees.yaml", text => FeeSchedule.Load(text)),
        })
        {
            try
            {
                load(textOf(file));
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
