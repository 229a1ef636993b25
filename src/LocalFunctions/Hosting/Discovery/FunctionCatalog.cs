namespace LocalFunctions.Hosting;

/// <summary>All functions of the app.</summary>
internal sealed class FunctionCatalog(IReadOnlyList<FunctionDescriptor> all)
{
    public static FunctionCatalog Empty { get; } = new([]);

    public IReadOnlyList<FunctionDescriptor> All => all;

    public IEnumerable<FunctionDescriptor> Of<TTrigger>() where TTrigger : ITriggerType => all.Where(f => f.Trigger is TTrigger);

    public bool UsesDurable => all.Any(f => f.Trigger is OrchestrationTrigger or ActivityTrigger || f.Method.GetParameters().Any(p => p.IsDefined(typeof(DurableClientAttribute), inherit: false)));
}
