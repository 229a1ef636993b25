using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ImrFunctions.Cases.Storage;

/// <summary>
/// The clients of the case data's storage account. Connection <c>CaseFiles</c>: a connection string, or (in Azure) <c>CaseFiles__blobServiceUri</c>,
/// <c>CaseFiles__tableServiceUri</c>, <c>CaseFiles__queueServiceUri</c> with the app's identity.
/// </summary>
public sealed class CaseStorage
{
    public const string ConnectionName = "CaseFiles";

    private readonly CaseStorageOptions _names;
    private readonly BlobServiceClient _blobs;
    private readonly TableServiceClient _tables;
    private readonly QueueServiceClient _queues;

    public CaseStorage(IConfiguration configuration, IOptions<CaseStorageOptions> names, StorageMeter meter)
    {
        _names = names.Value;
        var areas = _names.Areas();
        var blobOptions = Metered(new BlobClientOptions(), meter.For("blob", areas));
        var tableOptions = Metered(new TableClientOptions(), meter.For("table", areas));
        var queueOptions = Metered(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None }, meter.For("queue", areas));
        if (configuration[ConnectionName] is { Length: > 0 } connection)
        {
            _blobs = new BlobServiceClient(connection, blobOptions);
            _tables = new TableServiceClient(connection, tableOptions);
            _queues = new QueueServiceClient(connection, queueOptions);
            return;
        }

        var section = configuration.GetSection(ConnectionName);
        var credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });
        _blobs = new BlobServiceClient(ServiceUri(section, "blobServiceUri"), credential, blobOptions);
        _tables = new TableServiceClient(ServiceUri(section, "tableServiceUri"), credential, tableOptions);
        _queues = new QueueServiceClient(ServiceUri(section, "queueServiceUri"), credential, queueOptions);
    }

    public BlobContainerClient CaseFiles => _blobs.GetBlobContainerClient(_names.CaseFiles);

    public BlobContainerClient Records => _blobs.GetBlobContainerClient(_names.Records);

    public BlobContainerClient RecordText => _blobs.GetBlobContainerClient(_names.RecordText);

    public BlobContainerClient Letters => _blobs.GetBlobContainerClient(_names.Letters);

    public BlobContainerClient Drafts => _blobs.GetBlobContainerClient(_names.Drafts);

    public BlobContainerClient Evaluations => _blobs.GetBlobContainerClient(_names.Evaluations);

    public BlobContainerClient ReviewerSnapshots => _blobs.GetBlobContainerClient(_names.ReviewerSnapshots);

    public BlobContainerClient Quarantine => _blobs.GetBlobContainerClient(_names.Quarantine);

    public BlobContainerClient Outgoing => _blobs.GetBlobContainerClient(_names.Outgoing);

    public BlobContainerClient Archive => _blobs.GetBlobContainerClient(_names.Archive);

    public BlobContainerClient Imports => _blobs.GetBlobContainerClient(_names.Imports);

    public BlobContainerClient Settings => _blobs.GetBlobContainerClient(_names.Settings);

    public TableClient Cases => _tables.GetTableClient(_names.CasesTable);

    public TableClient CaseIndex => _tables.GetTableClient(_names.CaseIndexTable);

    public TableClient Reviewers => _tables.GetTableClient(_names.ReviewersTable);

    public TableClient Assignments => _tables.GetTableClient(_names.AssignmentsTable);

    public TableClient NoarfiEvents => _tables.GetTableClient(_names.NoarfiEventsTable);

    public TableClient DuplicateKeys => _tables.GetTableClient(_names.DuplicateKeysTable);

    public TableClient Tray => _tables.GetTableClient(_names.TrayTable);

    public TableClient Operations => _tables.GetTableClient(_names.OperationsTable);

    public QueueClient OperationsQueue => _queues.GetQueueClient(_names.OperationsQueue);

    public QueueClient RelayQueue => _queues.GetQueueClient(_names.RelayQueue);

    public QueueClient NotificationsQueue => _queues.GetQueueClient(_names.NotificationsQueue);

    /// <summary>Creates what is missing; safe to repeat.</summary>
    public async Task EnsureCreatedAsync(CancellationToken cancellation)
    {
        BlobContainerClient[] containers = [CaseFiles, Records, RecordText, Letters, Drafts, Evaluations, ReviewerSnapshots, Quarantine, Outgoing, Settings, Imports, Archive];
        TableClient[] tables = [Cases, CaseIndex, Reviewers, Assignments, NoarfiEvents, DuplicateKeys, Operations, Tray];
        QueueClient[] queues = [RelayQueue, NotificationsQueue, OperationsQueue];
        await Task.WhenAll(
            [
                .. containers.Select(c => c.CreateIfNotExistsAsync(cancellationToken: cancellation)),
                .. tables.Select(t => (Task)t.CreateIfNotExistsAsync(cancellation)),
                .. queues.Select(q => q.CreateIfNotExistsAsync(cancellationToken: cancellation)),
            ]);
    }

    private static T Metered<T>(T options, HttpPipelinePolicy meter)
        where T : ClientOptions
    {
        options.AddPolicy(meter, HttpPipelinePosition.PerRetry);
        return options;
    }

    private static Uri ServiceUri(IConfigurationSection section, string name)
        => new(section[name] ?? throw new InvalidOperationException($"Set {ConnectionName} to a connection string, or {ConnectionName}__{name} to the service's address."));
}
