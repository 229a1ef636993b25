using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LocalFunctions.Hosting;

/// <summary>Which queue a function reads.</summary>
internal sealed record QueuePlan(string Queue, string Connection);

/// <summary>Queue functions: the message as text, or as an object that its JSON describes.</summary>
internal sealed class QueueTrigger : ITriggerType
{
    private static readonly string[] Metadata = ["Id", "PopReceipt", "DequeueCount", "InsertionTime", "ExpirationTime", "NextVisibleTime", "QueueTrigger"];

    public Type Attribute => typeof(QueueTriggerAttribute);

    public string BindingType => "queueTrigger";

    public string Heading => "Queue functions";

    public string Bindable => $"a string or class with [QueueTrigger], or {string.Join(", ", Metadata)} as {TextBinder.Types}";

    public object Plan(FunctionDescriptor function, AppNames names)
    {
        var attribute = (QueueTriggerAttribute)function.TriggerAttribute;
        return new QueuePlan(names.Resolve(attribute.QueueName, function.Name), attribute.Connection ?? StorageConnections.Host);
    }

    public ParameterBinder? BinderFor(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (!function.IsTrigger(parameter)) return TextBinder.For(parameter, Metadata);
        var type = parameter.ParameterType;
        if (type == typeof(string)) return static context => new(context.Input);
        if (type.IsPrimitive || type.IsArray || type.Namespace?.StartsWith("Azure", StringComparison.Ordinal) == true || type == typeof(BinaryData)) return null;
        return context => new(JsonSerializer.Deserialize((string)context.Input!, type, Options(context)));
    }

    public string Describe(FunctionDescriptor function) => $"{function.Plan<QueuePlan>().Queue} ({function.Plan<QueuePlan>().Connection})";

    private static JsonSerializerOptions Options(LocalFunctionContext context) =>
        context.InstanceServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value;
}
