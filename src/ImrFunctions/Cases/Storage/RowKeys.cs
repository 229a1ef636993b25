using System.Globalization;
using Imr.Core.Cases;

namespace ImrFunctions.Cases.Storage;

/// <summary>
/// Row keys of table <c>Cases</c> (partition: the case number). The round stands in every key but the case's own row (docs/decisions/0003).
/// </summary>
internal static class RowKeys
{
    public const string Case = "case";

    /// <summary>The first key after every fact; records stand between <see cref="Case"/> and facts.</summary>
    public const string AfterFacts = "fact}";

    public static string Item(int round, string itemId) => $"item|r{round}|{itemId}";

    public static string Document(int round, ContentHash sha256) => DocumentPrefix(round) + sha256;

    public static string DocumentPrefix(int round) => $"doc|r{round}|";

    /// <summary>The first and the last possible key of a case's documents and of what persons said of them.</summary>
    public const string Documents = "doc";

    public const string AfterDocuments = "doc}";

    /// <summary>What persons said of a document: of the document in every round.</summary>
    public static string DocumentState(ContentHash sha256) => DocumentStatePrefix + sha256;

    public const string DocumentStatePrefix = "docstate|";

    /// <summary>What a person did with a document; stands behind the facts, so that a step does not read it.</summary>
    public static string RecordAct(string requestId) => RecordActPrefix + requestId;

    public const string RecordActPrefix = "record-act|";

    public static string RecordRead(ContentHash sha256, string who) => RecordReadPrefix(sha256) + who;

    public static string RecordReadPrefix(ContentHash sha256) => $"record-read|{sha256}|";

    public static string Note(int round, string noteId) => NotePrefix(round) + noteId;

    public static string NotePrefix(int round) => $"note|r{round}|";

    /// <summary>One entry of the timeline; creating it is what makes a stage change happen once.</summary>
    public static string Stage(int round, int seq) => $"stage|r{round}|{seq:D4}";

    /// <summary>Before every outgoing item's key: of the parties' items, not of the outbox.</summary>
    public const string Outgoing = "outgoing|";

    /// <param name="step">The change that sends: its number and, between two stages, its mark; or an outgoing item and its service.</param>
    public static string Out(int round, string step, int n) => $"out|r{round}|{step}|{n}";

    public static string Notice(int round, string message) => $"notice|r{round}|{message}";

    /// <summary>An amendment that was taken, by the number of its change.</summary>
    public static string Amendment(int round, int seq) => $"amend|r{round}|{seq:D4}";

    /// <summary>The round in a timeline row's key.</summary>
    public static int RoundOfStage(string rowKey) => int.Parse(rowKey.Split('|')[1].AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>Under which keys the case is found as a possible duplicate, and of which cases it is none.</summary>
    public const string DuplicateKeys = "keys";

    /// <summary>A case that was merged into this one.</summary>
    public static string Merged(CaseNumber later) => MergedPrefix + later.Value;

    public const string MergedPrefix = "merged|";

    /// <summary>A decision to decide cases together, by the request that stated it.</summary>
    public static string Consolidated(string requestId) => ConsolidatedPrefix + requestId;

    public const string ConsolidatedPrefix = "together|";

    public static string Delivery(string messageId) => $"delivery|{messageId}";

    public static string Fact(int round, string kind, int attempt, string requestId) => $"{FactPrefix(round, kind)}{attempt:D4}|{requestId}";

    /// <summary>Stands when an attempt has its one statement of a kind.</summary>
    public static string Said(int round, string kind, int attempt, int? part = null) => $"said|r{round}|{kind}|{attempt:D4}{(part is null ? "" : $"|p{part}")}";

    public static string FactPrefix(int round, string kind) => $"fact|r{round}|{kind}|";

    public static string FactPrefix(int round) => $"fact|r{round}|";

    /// <summary>An instant as keys sort it, oldest first.</summary>
    public static string Sortable(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The first key after every key that starts with the prefix; '}' follows '|' in code point order.</summary>
    public static string After(string prefix) => prefix[..^1] + "}";
}
