using System.Reflection;
using Imr.Core.Serialization;

namespace ImrFunctions.Tests.Architecture;

/// <summary>Functions have the shape that both engines run (design: two hostings).</summary>
public sealed class FunctionShapeTests
{
    [Fact]
    public void An_orchestrator_is_static_and_takes_only_its_context()
    {
        var orchestrators = AppFunctions.With<OrchestrationTriggerAttribute>().ToList();
        orchestrators.ShouldNotBeEmpty();
        foreach (var (name, method, _) in orchestrators)
        {
            method.IsStatic.ShouldBeTrue(name);
            method.IsPublic.ShouldBeTrue(name);
            (method.DeclaringType is { IsAbstract: true, IsSealed: true }).ShouldBeTrue(name);
            method.GetParameters().ShouldHaveSingleItem().ParameterType.ShouldBe(typeof(TaskOrchestrationContext));
            method.ReturnType.GetGenericTypeDefinition().ShouldBe(typeof(Task<>));
            method.DeclaringType!.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Where(f => !f.IsLiteral).ShouldBeEmpty();
        }
    }

    [Fact]
    public void An_activity_is_an_instance_method_named_as_its_function_with_one_versioned_input()
    {
        var activities = AppFunctions.With<ActivityTriggerAttribute>().ToList();
        activities.Count.ShouldBeGreaterThanOrEqualTo(14);
        foreach (var (name, method, _) in activities)
        {
            name.ShouldBe(method.Name);
            method.IsStatic.ShouldBeFalse(name);
            method.DeclaringType!.IsSealed.ShouldBeTrue(name);
            method.GetParameters()[0].ParameterType.IsAssignableTo(typeof(IVersioned)).ShouldBeTrue(name);
            method.GetParameters().Skip(1).Select(p => p.ParameterType).ShouldBe([typeof(CancellationToken)], name);
        }
    }

    [Fact]
    public void A_function_s_name_is_its_method_s_or_its_class_s_and_nobody_else_s()
    {
        foreach (var (name, method) in AppFunctions.All)
            (name == method.Name || (method.Name == "Run" && name == method.DeclaringType!.Name)).ShouldBeTrue(name);
        AppFunctions.All.Select(f => f.Name.ToUpperInvariant()).ShouldBeUnique();
    }

    [Fact]
    public void A_blob_trigger_comes_by_event_grid()
        => AppFunctions.With<BlobTriggerAttribute>().ShouldHaveSingleItem().Trigger.Source.ShouldBe(BlobTriggerSource.EventGrid);
}
