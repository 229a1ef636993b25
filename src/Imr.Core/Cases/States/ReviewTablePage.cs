using System.Text;

namespace Imr.Core.Cases.States;

/// <summary>The table as Markdown: docs/review-states.md is this text, held by a test.</summary>
public static class ReviewTablePage
{
    public static string Render()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # What can happen to a case

            Printed from `ReviewTable` in `src/Imr.Core/Cases/States`: an outcome for every state and every event. A statement that is refused is answered `409` with what is possible;
            a refused upload is set aside in quarantine; a refused clock is one that does not run. "Held" means kept as a fact and taken up when the running step or the operator
            has decided. The states are read from the register; a party sees one of the seven statuses of the document exchange ([the map](api.md)).


            """.ReplaceLineEndings("\n"));
        var all = ReviewTable.All;
        page.Append($"{Enum.GetValues<ReviewState>().Length} states × {Enum.GetValues<ReviewEvent>().Length} events = {all.Count} pairs: ");
        page.Append(string.Join(", ", Enum.GetValues<TransitionKind>().Select(k => $"{all.Count(t => t.Kind == k)} {k.ToString().ToLowerInvariant()}"))).Append(".\n");
        page.Append("\n## At a glance\n\nM moves, s stays, h held, · refused.\n\n| |");
        foreach (var state in Enum.GetValues<ReviewState>())
            page.Append($" {state} |");
        page.Append("\n| :-- |").Insert(page.Length, " :-: |", Enum.GetValues<ReviewState>().Length).Append('\n');
        foreach (var happening in Enum.GetValues<ReviewEvent>())
        {
            page.Append($"| {happening} |");
            foreach (var state in Enum.GetValues<ReviewState>())
                page.Append($" {Letter(ReviewTable.Of(state, happening).Kind)} |");
            page.Append('\n');
        }

        foreach (var state in Enum.GetValues<ReviewState>())
        {
            page.Append($"\n## {state}\n\n| Event | Outcome | To | What happens |\n| :-- | :-- | :-- | :-- |\n");
            foreach (var one in all.Where(t => t.From == state && t.Taken))
                page.Append($"| {one.Event} | {one.Kind} | {string.Join(", ", one.To)} | {one.What} |\n");
            foreach (var refused in all.Where(t => t.From == state && !t.Taken).GroupBy(t => t.What, StringComparer.Ordinal))
                page.Append($"| {string.Join(", ", refused.Select(t => t.Event))} | Refused | | {refused.Key} |\n");
        }

        return page.ToString();
    }

    private static char Letter(TransitionKind kind) => kind switch
    {
        TransitionKind.Moves => 'M',
        TransitionKind.Stays => 's',
        TransitionKind.Held => 'h',
        _ => '·',
    };
}
