namespace ImrFunctions.Cases.Storage;

/// <summary>Names of containers, tables and queues (section <c>Storage</c>). The connection is <c>CaseFiles</c>; the host's own storage is another account.</summary>
public sealed class CaseStorageOptions
{
    public const string Section = "Storage";

    /// <summary>Uploads: written by uploaders, only read here.</summary>
    public string CaseFiles { get; set; } = "case-files";

    /// <summary>Accepted copies by hash, create-only.</summary>
    public string Records { get; set; } = "records";

    public string RecordText { get; set; } = "record-text";

    public string Letters { get; set; } = "letters";

    /// <summary>What a determination led to before release: the quality report and the letter's facts.</summary>
    public string Drafts { get; set; } = "drafts";

    public string Evaluations { get; set; } = "evaluations";

    public string ReviewerSnapshots { get; set; } = "reviewer-snapshots";

    public string Quarantine { get; set; } = "quarantine";

    public string Outgoing { get; set; } = "outgoing";

    /// <summary>Reviews that ended, create-only.</summary>
    public string Archive { get; set; } = "archive";

    /// <summary>Reports of imports, create-only.</summary>
    public string Imports { get; set; } = "imports";

    /// <summary>What operators set for the whole organization, such as days on which the State is closed.</summary>
    public string Settings { get; set; } = "settings";

    public string CasesTable { get; set; } = "Cases";

    public string CaseIndexTable { get; set; } = "CaseIndex";

    public string ReviewersTable { get; set; } = "Reviewers";

    public string AssignmentsTable { get; set; } = "Assignments";

    public string NoarfiEventsTable { get; set; } = "NoarfiEvents";

    /// <summary>By what a case is found as a possible duplicate: hashed keys.</summary>
    public string DuplicateKeysTable { get; set; } = "DuplicateKeys";

    /// <summary>Documents that belong to no case yet.</summary>
    public string TrayTable { get; set; } = "Tray";

    /// <summary>Work of operators on many cases: who, when, and what became of each case.</summary>
    public string OperationsTable { get; set; } = "Operations";

    /// <summary>Ids of that work, to be gone on with.</summary>
    public string OperationsQueue { get; set; } = "operations";

    /// <summary>Case numbers whose outbox has something to send.</summary>
    public string RelayQueue { get; set; } = "outbox-relay";

    /// <summary>Messages to parties, by id; consumers drop doubles.</summary>
    public string NotificationsQueue { get; set; } = "notifications";

    /// <summary>The role of each name, such as <c>Records</c> for <c>records</c>: what metrics may show.</summary>
    internal IReadOnlyDictionary<string, string> Areas() => new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [CaseFiles] = nameof(CaseFiles),
        [Records] = nameof(Records),
        [RecordText] = nameof(RecordText),
        [Letters] = nameof(Letters),
        [Drafts] = nameof(Drafts),
        [Evaluations] = nameof(Evaluations),
        [ReviewerSnapshots] = nameof(ReviewerSnapshots),
        [Quarantine] = nameof(Quarantine),
        [Outgoing] = nameof(Outgoing),
        [Archive] = nameof(Archive),
        [Imports] = nameof(Imports),
        [Settings] = nameof(Settings),
        [CasesTable] = nameof(CasesTable),
        [CaseIndexTable] = nameof(CaseIndexTable),
        [ReviewersTable] = nameof(ReviewersTable),
        [AssignmentsTable] = nameof(AssignmentsTable),
        [NoarfiEventsTable] = nameof(NoarfiEventsTable),
        [DuplicateKeysTable] = nameof(DuplicateKeysTable),
        [OperationsTable] = nameof(OperationsTable),
        [TrayTable] = nameof(TrayTable),
        [OperationsQueue] = nameof(OperationsQueue),
        [RelayQueue] = nameof(RelayQueue),
        [NotificationsQueue] = nameof(NotificationsQueue),
    };
}
