using System.Reflection;
using LocalFunctions.Extensions.Abstractions;

namespace LocalFunctions.Hosting;

/// <summary>Finds the functions among the app's classes, and refuses what the Functions host would refuse, or would run wrongly.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly ITriggerType[] Triggers =
        [new HttpTrigger(), new BlobTrigger(), new QueueTrigger(), new TimerTrigger(), new OrchestrationTrigger(), new ActivityTrigger()];

    /// <exception cref="StartRefusedException">A function cannot work as it is written.</exception>
    public static FunctionCatalog Find(IEnumerable<Type> types, AppNames names)
    {
        var functions = types
            .SelectMany(type => type.GetMethods(Declared))
            .Select(method => (Method: method, Attribute: method.GetCustomAttribute<FunctionAttribute>(inherit: false)))
            .Where(found => found.Attribute is not null)
            .OrderBy(found => found.Attribute!.Name, StringComparer.OrdinalIgnoreCase)
            .Select(found => Read(found.Attribute!.Name, found.Method, names))
            .ToList();
        if (functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new StartRefusedException($"Two functions are named {twice.Key} ({string.Join(", ", twice.Select(f => f.EntryPoint))}): give each a name of its own.");
        RefuseTwice<OrchestrationTrigger>(functions, "orchestrators");
        RefuseTwice<ActivityTrigger>(functions, "activities");
        return new FunctionCatalog(functions);
    }

    private static void RefuseTwice<TTrigger>(IEnumerable<FunctionDescriptor> functions, string kind) where TTrigger : ITriggerType
    {
        if (functions.Where(f => f.Trigger is TTrigger).GroupBy(f => f.Plan<string>(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new StartRefusedException($"Two {kind} are named {twice.Key} ({string.Join(", ", twice.Select(f => f.EntryPoint))}): give each a name of its own.");
    }

    private static FunctionDescriptor Read(string name, MethodInfo method, AppNames names)
    {
        MethodRules.Check(name, method);
        var marked = method.GetParameters().Where(p => p.IsDefined(typeof(TriggerBindingAttribute))).ToList();
        if (marked is not [var parameter])
            throw new StartRefusedException($"Function {name} has {marked.Count} trigger parameters: it must have one.");
        var attribute = parameter.GetCustomAttribute<TriggerBindingAttribute>()!.GetType();
        var trigger = Array.Find(Triggers, t => t.Attribute == attribute)
            ?? throw new StartRefusedException($"Function {name} has the trigger {attribute.Name}, which the local host does not know.");
        var function = new FunctionDescriptor(name, method, trigger, parameter);
        function.TriggerPlan = trigger.Plan(function, names);
        function.Binders = [.. method.GetParameters().Select(p => BinderFor(function, p))];
        return function;
    }

    private static ParameterBinder BinderFor(FunctionDescriptor function, ParameterInfo parameter) =>
        CommonBinders.For(function, parameter)
        ?? function.Trigger.BinderFor(function, parameter)
        ?? throw new StartRefusedException(
            $"Function {function.Name} has a parameter {parameter.Name} of type {parameter.ParameterType.Name}, which cannot be bound: use {function.Trigger.Bindable}.");
}
