using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;

namespace LocalFunctions.Hosting;

/// <summary>Which blobs a function takes.</summary>
internal sealed record BlobPlan(BlobPathPattern Path, string Connection);

/// <summary>Blob functions: the content, or a client to read it, and the named parts of the path.</summary>
internal sealed class BlobTrigger : ITriggerType
{
    private static readonly Dictionary<Type, ParameterBinder> Content = new()
    {
        [typeof(string)] = static async context => (await Blob(context).DownloadContentAsync(context.CancellationToken)).Value.Content.ToString(),
        [typeof(byte[])] = static async context => (await Blob(context).DownloadContentAsync(context.CancellationToken)).Value.Content.ToArray(),
        [typeof(Stream)] = static async context => await Blob(context).OpenReadAsync(cancellationToken: context.CancellationToken),
        [typeof(BlobClient)] = static context => new(Blob(context)),
        [typeof(BlobBaseClient)] = static context => new(Blob(context)),
    };

    public Type Attribute => typeof(BlobTriggerAttribute);

    public string BindingType => "blobTrigger";

    public string Heading => "Blob functions";

    public string Bindable => $"Stream, byte[], string, BlobClient or BlobBaseClient with [BlobTrigger], or a part of the path as {TextBinder.Types}";

    public object Plan(FunctionDescriptor function, AppNames names)
    {
        var attribute = (BlobTriggerAttribute)function.TriggerAttribute;
        var path = names.Resolve(attribute.BlobPath, function.Name);
        try
        {
            return new BlobPlan(BlobPathPattern.Parse(path), attribute.Connection ?? StorageConnections.Host);
        }
        catch (FormatException exception)
        {
            throw new StartRefusedException($"Function {function.Name} has the blob path \"{path}\", which is not valid ({exception.Message}): write container/name with parts in braces.", exception);
        }
    }

    public ParameterBinder? BinderFor(FunctionDescriptor function, ParameterInfo parameter) => function.IsTrigger(parameter)
        ? Content.GetValueOrDefault(parameter.ParameterType)
        : TextBinder.For(parameter, function.Plan<BlobPlan>().Path.Names.Append("BlobTrigger"));

    public string Describe(FunctionDescriptor function) => $"{((BlobTriggerAttribute)function.TriggerAttribute).BlobPath} ({function.Plan<BlobPlan>().Connection})";

    private static BlobClient Blob(LocalFunctionContext context) => (BlobClient)context.Input!;
}
