using System.Collections.Immutable;
using System.Reflection;
using LocalFunctions.Extensions.Abstractions;

namespace LocalFunctions.Hosting;

/// <summary>A function of the app: its method, its trigger, and how each parameter gets its value.</summary>
internal sealed class FunctionDescriptor : FunctionDefinition
{
    public FunctionDescriptor(string name, MethodInfo method, ITriggerType trigger, ParameterInfo triggerParameter)
    {
        Name = name;
        Method = method;
        Trigger = trigger;
        TriggerAttribute = triggerParameter.GetCustomAttribute<TriggerBindingAttribute>()!;
        TriggerParameter = triggerParameter;
        Parameters = [.. method.GetParameters().Select(p => new FunctionParameter(p.Name!, p.ParameterType, p.HasDefaultValue, p.HasDefaultValue ? p.DefaultValue : null))];
        InputBindings = method.GetParameters()
            .Where(p => IsTrigger(p) || p.IsDefined(typeof(DurableClientAttribute)))
            .ToImmutableDictionary(
                p => p.Name!,
                BindingMetadata (p) => new Binding(p.Name!, IsTrigger(p) ? trigger.BindingType : "durableClient", BindingDirection.In));
        OutputBindings = trigger.OutputType is null
            ? ImmutableDictionary<string, BindingMetadata>.Empty
            : ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new Binding("$return", trigger.OutputType, BindingDirection.Out));
    }

    public override string Name { get; }

    public override string Id => Name;

    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public override string PathToAssembly => Method.DeclaringType!.Assembly.Location;

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }

    public MethodInfo Method { get; }

    public ITriggerType Trigger { get; }

    public TriggerBindingAttribute TriggerAttribute { get; }

    public ParameterInfo TriggerParameter { get; }

    /// <summary>One for each parameter, in order; filled by discovery once the trigger has read its attribute.</summary>
    public IReadOnlyList<ParameterBinder> Binders { get; set; } = [];

    /// <summary>What the trigger made of its attribute: route, path pattern, schedule.</summary>
    public object? TriggerPlan { get; set; }

    /// <summary>Whether this is the trigger's parameter. Reflection may give two objects for one parameter when two threads ask at once: its place decides.</summary>
    public bool IsTrigger(ParameterInfo parameter) => parameter.Position == TriggerParameter.Position;

    public T Plan<T>() => (T)TriggerPlan!;

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
