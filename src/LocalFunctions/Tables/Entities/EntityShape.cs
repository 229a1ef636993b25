using System.Collections.Concurrent;
using System.Reflection;

namespace LocalFunctions.Tables;

/// <summary>The stored members of an entity type, found once.</summary>
internal sealed class EntityShape
{
    private static readonly ConcurrentDictionary<Type, EntityShape> s_shapes = new();

    private EntityShape(Type type)
    {
        // The interface's members come last: they are missing from the type where it implements them explicitly or marks them as ignored.
        var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance).Concat(typeof(ITableEntity).GetMembers());
        Members = [.. members.Select(EntityMember.Of).OfType<EntityMember>().DistinctBy(member => member.Name)];
    }

    public EntityMember[] Members { get; }

    public static EntityShape Of(Type type) => s_shapes.GetOrAdd(type, static t => new EntityShape(t));
}
