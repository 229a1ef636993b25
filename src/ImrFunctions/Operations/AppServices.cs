using Imr.Core.Serialization;
using ImrFunctions.Cases;
using ImrFunctions.Cases.Facts;
using ImrFunctions.Cases.Register;
using ImrFunctions.Cases.Storage;
using ImrFunctions.Correspondence;
using ImrFunctions.Determination;
using ImrFunctions.Evaluation;
using ImrFunctions.Intake;
using ImrFunctions.Intake.Control;
using ImrFunctions.Intake.Text;
using ImrFunctions.Intake.Text.Reader;
using ImrFunctions.Intake.Text.Service;
using ImrFunctions.Intake.Tray;
using ImrFunctions.Letters;
using ImrFunctions.Matching;
using ImrFunctions.Operations.Archive;
using ImrFunctions.Operations.Attention;
using ImrFunctions.Operations.Bulk;
using ImrFunctions.Operations.Calendar;
using ImrFunctions.Operations.Import;
using ImrFunctions.Operations.Ledger;
using ImrFunctions.Operations.Replan;
using ImrFunctions.Operations.Watch;
using ImrFunctions.Review;
using ImrFunctions.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace ImrFunctions.Operations;

/// <summary>What the app is made of, the same in both hostings.</summary>
public static class AppServices
{
    /// <summary>
    /// Defaults of the settings that triggers name with <c>%…%</c>; every other source overrides them. Microsoft's host resolves those names itself, from app
    /// settings only: in Azure <c>Storage__CaseFiles</c>, <c>Storage__RelayQueue</c>, <c>Storage__NotificationsQueue</c>, <c>Storage__OperationsQueue</c>,
    /// <c>Reconcile__Schedule</c>, <c>Correspondence__Schedule</c> and <c>Archive__Schedule</c> must stand there.
    /// </summary>
    public static void AddDefaults(IConfigurationBuilder configuration)
    {
        var names = new CaseStorageOptions();
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                [$"{CaseStorageOptions.Section}:{nameof(CaseStorageOptions.CaseFiles)}"] = names.CaseFiles,
                [$"{CaseStorageOptions.Section}:{nameof(CaseStorageOptions.RelayQueue)}"] = names.RelayQueue,
                [$"{CaseStorageOptions.Section}:{nameof(CaseStorageOptions.NotificationsQueue)}"] = names.NotificationsQueue,
                [$"{CaseStorageOptions.Section}:{nameof(CaseStorageOptions.OperationsQueue)}"] = names.OperationsQueue,
                [$"{ArchiveOptions.Section}:{nameof(ArchiveOptions.Schedule)}"] = new ArchiveOptions().Schedule,
                [$"{ReconcileOptions.Section}:{nameof(ReconcileOptions.Schedule)}"] = new ReconcileOptions().Schedule,
                [$"{CorrespondenceOptions.Section}:{nameof(CorrespondenceOptions.Schedule)}"] = new CorrespondenceOptions().Schedule,
            },
        });
    }

    public static void Add(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
#pragma warning disable RS0030 // The one place that takes the machine's clock: everything else gets it injected.
        services.TryAddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        services.Configure<System.Text.Json.JsonSerializerOptions>(ImrJson.Configure);
        services.Configure<CaseStorageOptions>(configuration.GetSection(CaseStorageOptions.Section));
        services.AddOptions<ReviewOptions>().Bind(configuration.GetSection(ReviewOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ReconcileOptions>().Bind(configuration.GetSection(ReconcileOptions.Section));
        services.AddOptions<CorrespondenceOptions>().Bind(configuration.GetSection(CorrespondenceOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        if (environment.IsDevelopment())
            services.AddSingleton<ITokenReader, DevelopmentTokens>();
        else
            services.AddSingleton<ITokenReader, NoTokens>();

        services.AddSingleton<StorageMeter>().AddSingleton<CaseStorage>().AddSingleton<ImmutableCache>().AddSingleton<Calendars>().AddHostedService<StorageStart>();
        services.AddSingleton<FactStore>().AddSingleton<FactPost>();
        services.AddSingleton<CaseRegister>().AddSingleton<CaseIndex>().AddSingleton<AttentionIndex>().AddSingleton<Outbox>().AddSingleton<OutboxSignal>();
        services.AddSingleton<CaseSnapshots>().AddSingleton<CaseAccess>().AddSingleton<StatementDesk>().AddSingleton<StepContext>();
        services.AddSingleton<Uploads>().AddSingleton<RecordCopier>().AddSingleton<DocumentStore>().AddSingleton<Quarantine>().AddSingleton<QuarantineIndex>().AddSingleton<QuarantineDesk>().AddSingleton<NoarfiStore>().AddSingleton<AmendmentStore>();
        services.AddSingleton<NoarfiService>().AddSingleton<RecordActs>().AddSingleton<RecordDesk>().AddSingleton<RecordReading>().AddSingleton<ReadTrail>().AddSingleton<DocumentViews>().AddSingleton<IdentityGate>();
        services.AddOptions<TrayOptions>().Bind(configuration.GetSection(TrayOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TrayStore>().AddSingleton<TrayKeeper>().AddSingleton<TrayDesk>();
        services.AddSingleton<ApplicationDesk>().AddSingleton<IntakeDesk>().AddSingleton<CaseNumbers>().AddSingleton<ReviewStarter>().AddSingleton<Rounds>();
        services.AddSingleton<ReviewerPanel>().AddSingleton<AssignmentStore>().AddSingleton<ReviewerPlaces>().AddSingleton<EvaluationStore>().AddSingleton<CurrentEvaluation>();
        services.AddSingleton<DraftStore>().AddSingleton<LetterFactory>().AddSingleton<LetterStore>();
        services.AddSingleton<NotificationDesk>().AddSingleton<Reconciler>();
        services.AddSingleton<CaseNotes>().AddSingleton<HandOverDesk>().AddSingleton<OperationLedger>();
        services.AddOptions<ArchiveOptions>().Bind(configuration.GetSection(ArchiveOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ClosedIndex>().AddSingleton<Archiver>();
        // Read now: an app whose alerts say nothing does not start.
        services.AddSingleton(Imr.Core.Operations.AlertRules.Default).AddSingleton<StageAges>().AddSingleton<StageWatch>();
        services.AddSingleton<ImportDesk>().AddSingleton<ImportReviewers>().AddSingleton<CaseImporter>();
        services.AddSingleton<ReplanPlanner>().AddSingleton<ReplanRunner>();
        services.AddSingleton<BulkPlanner>().AddSingleton<BulkRunner>();
        AddCorrespondence(services);
        AddDocumentText(services, configuration);
    }

    /// <summary>Who reads PDFs and pictures is a setting; an extractor that was registered before stays.</summary>
    private static void AddDocumentText(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(DocumentTextOptions.Section);
        services.AddOptions<DocumentTextOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TempFolder>().AddSingleton<RecordReader>().AddSingleton<RecordTexts>();
        if (section.GetValue(nameof(DocumentTextOptions.Reading), TextReading.Local) == TextReading.DocumentIntelligence)
            services.TryAddSingleton<IDocumentTextExtractor, DocumentIntelligenceExtractor>();
        services.AddSingleton<ReaderPool>();
        services.TryAddSingleton<IDocumentTextExtractor, DocumentReaderExtractor>();
    }

    /// <summary>The local senders; an adapter registered after them takes its channel over, one registered before keeps files or staff notices.</summary>
    private static void AddCorrespondence(IServiceCollection services)
    {
        services.AddSingleton<CorrespondenceStore>().AddSingleton<CorrespondenceIndex>().AddSingleton<CorrespondenceDesk>().AddSingleton<ServiceDesk>();
        services.AddSingleton<OutgoingDocumentSource>().AddSingleton<Dispatcher>().AddSingleton<MailRoom>();
        services.AddSingleton<ICorrespondenceSender, MailSender>().AddSingleton<ICorrespondenceSender, FaxSender>();
        services.AddSingleton<ICorrespondenceSender, EmailSender>().AddSingleton<ICorrespondenceSender, PortalSender>();
        services.AddSingleton<StaffNoticeStore>().AddSingleton<StaffNoticeDesk>();
        services.TryAddSingleton<IOutgoingFiles, OutgoingFiles>();
        services.TryAddSingleton<IStaffNoticeSender, FileNoticeSender>();
    }
}
