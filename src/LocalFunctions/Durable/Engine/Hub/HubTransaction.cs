using System.Text.Json;
using LocalFunctions.Durable.Core.Exceptions;
using LocalFunctions.Durable.Engine.History;

namespace LocalFunctions.Durable.Engine.Hub;

/// <summary>The changes of a hub, within the writer's transaction.</summary>
internal sealed partial class HubTransaction(Sql sql)
{
    /// <exception cref="OrchestrationAlreadyExistsException">An instance of the id exists in a refused status.</exception>
    public Started Start(StartRequest request)
    {
        List<(string InstanceId, Message Message)> others = [];
        if (Find(request.Id) is { } existing)
        {
            if (request.Refused.Contains(existing.Status))
                throw new OrchestrationAlreadyExistsException($"An orchestration with the instance id '{request.Id}' exists and is {existing.Status}.");
            if (!existing.HasEnded && existing.Parent is { } parent && parent.InstanceId != request.Id)
                Report(parent, new SubOrchestrationFailed(parent.TaskId, new Failure("(unknown)", "The sub-orchestration was replaced.")), others);
            Delete(existing.Row);
        }

        ExecutionStarted start = request.Start;
        sql.Execute(
            """
            INSERT INTO instances (id, execution, name, version, status, created, updated, input, parent, parentId, tags, schemaVersion)
            VALUES ($0, $1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10)
            """,
            request.Id, request.Execution, start.Name, start.Version, (int)InstanceStatus.Pending, request.Now.Ticks, start.Input,
            start.Parent is null ? null : JsonSerializer.Serialize(start.Parent), start.Parent?.InstanceId,
            start.Tags is null ? null : JsonSerializer.Serialize(start.Tags), HistoryCodec.SchemaVersion);
        long row = sql.Scalar<long>("SELECT last_insert_rowid()");
        DateTime? due = request.StartAt is { } at && at > request.Now ? at : null;
        return new Started(request.Id, row, request.Execution, Put(row, request.Execution, due, start), others);
    }

    /// <summary>Puts an event into an instance's inbox; null if there is no such instance or it has ended.</summary>
    public Message? Send(string instanceId, string? execution, HistoryEvent message)
        => Find(instanceId) is { HasEnded: false } target && (execution is null || execution == target.Execution)
            ? Put(target.Row, execution, null, message)
            : null;

    /// <summary>Terminates an instance, and if asked all its descendants; those that have ended stay as they are.</summary>
    public List<(string InstanceId, Message Message)> Terminate(string instanceId, string? output, bool recursive)
    {
        List<(string InstanceId, Message Message)> sent = [];
        if (Send(instanceId, null, new ExecutionTerminated(output, recursive ? true : null)) is { } message)
            sent.Add((instanceId, message));
        if (!recursive)
            return sent;
        foreach (string child in Children(instanceId))
            sent.AddRange(Terminate(child, output, recursive));
        return sent;
    }

    /// <summary>Deletes an ended instance, and if asked its descendants.</summary>
    /// <returns>How many instances are gone.</returns>
    public int Purge(string instanceId, bool recursive)
    {
        if (Find(instanceId) is not { HasEnded: true } instance)
            return 0;
        Delete(instance.Row);
        return 1 + (recursive ? Children(instanceId).Sum(child => Purge(child, recursive)) : 0);
    }

    public bool SetMeta(string key, string value)
        => sql.Execute("INSERT INTO meta VALUES ($0, $1) ON CONFLICT (key) DO UPDATE SET value = $1", key, value) > 0;

    private InstanceRow? Find(string id) => sql.Query($"SELECT {HubReader.InstanceColumns} FROM instances WHERE id = $0", HubReader.ReadInstance, id).FirstOrDefault();

    private List<string> Children(string id) => sql.Query("SELECT id FROM instances WHERE parentId = $0", r => r.GetString(0), id);

    private Message Put(long row, string? execution, DateTime? due, HistoryEvent message)
    {
        sql.Execute(
            "INSERT INTO inbox (row, execution, due, schemaVersion, data) VALUES ($0, $1, $2, $3, $4)",
            row, execution, due?.Ticks, HistoryCodec.SchemaVersion, HistoryCodec.Encode(message));
        return new Message(sql.Scalar<long>("SELECT last_insert_rowid()"), row, execution, due, message);
    }

    private void Report(ParentLink parent, HistoryEvent message, List<(string InstanceId, Message Message)> sent)
    {
        if (Send(parent.InstanceId, parent.ExecutionId, message) is { } put)
            sent.Add((parent.InstanceId, put));
    }

    private void Delete(long row)
    {
        sql.Execute("DELETE FROM history WHERE row = $0", row);
        sql.Execute("DELETE FROM inbox WHERE row = $0", row);
        sql.Execute("DELETE FROM instances WHERE row = $0", row);
    }
}
