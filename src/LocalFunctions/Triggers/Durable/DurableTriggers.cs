using System.Reflection;
using LocalFunctions.Durable;
using Microsoft.Extensions.DependencyInjection;

namespace LocalFunctions.Hosting;

/// <summary>Orchestrators: one parameter, the context. The plan is the orchestrator's name.</summary>
internal sealed class OrchestrationTrigger : ITriggerType
{
    public Type Attribute => typeof(OrchestrationTriggerAttribute);

    public string BindingType => "orchestrationTrigger";

    public string Heading => "Orchestrators";

    public string Bindable => "TaskOrchestrationContext with [OrchestrationTrigger], and read the input by its GetInput";

    public object Plan(FunctionDescriptor function, AppNames names) =>
        ((OrchestrationTriggerAttribute)function.TriggerAttribute).Orchestration is { } name ? names.Resolve(name, function.Name) : function.Name;

    public ParameterBinder? BinderFor(FunctionDescriptor function, ParameterInfo parameter) =>
        function.IsTrigger(parameter) && parameter.ParameterType == typeof(TaskOrchestrationContext) ? static context => new(context.Input) : null;

    public string Describe(FunctionDescriptor function) => "";
}

/// <summary>Activities: the input, and beside it what the invocation offers. The plan is the activity's name.</summary>
internal sealed class ActivityTrigger : ITriggerType
{
    public Type Attribute => typeof(ActivityTriggerAttribute);

    public string BindingType => "activityTrigger";

    public string Heading => "Activities";

    public string Bindable => "[ActivityTrigger] for the input, string instanceId, FunctionContext or CancellationToken";

    public object Plan(FunctionDescriptor function, AppNames names) =>
        ((ActivityTriggerAttribute)function.TriggerAttribute).Activity is { } name ? names.Resolve(name, function.Name) : function.Name;

    public ParameterBinder? BinderFor(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (!function.IsTrigger(parameter)) return TextBinder.For(parameter, ["instanceId"]);
        var type = parameter.ParameterType;
        // The app's one serializer, as in the worker.
        return context => new(context.Input is string json ? context.InstanceServices.GetRequiredService<DataConverter>().Deserialize(json, type) : null);
    }

    public string Describe(FunctionDescriptor function) => "";
}
