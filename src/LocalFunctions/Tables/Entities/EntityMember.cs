using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace LocalFunctions.Tables;

/// <summary>One property or field of an entity type, with the name it has in the table.</summary>
internal sealed class EntityMember
{
    private readonly MemberInfo _member;
    private readonly MemberReader? _reader;

    private EntityMember(MemberInfo member, Type type, bool canRead, bool canWrite)
    {
        _member = member;
        Name = member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;
        CanRead = canRead;
        CanWrite = canWrite;
        _reader = MemberReaders.For(type);
    }

    /// <summary>The name in the table: of <see cref="DataMemberAttribute"/>, else the member's own.</summary>
    public string Name { get; }

    public bool CanRead { get; }

    public bool CanWrite { get; }

    /// <summary>Null for what is no stored member: methods, indexers, and what carries <see cref="IgnoreDataMemberAttribute"/>.</summary>
    public static EntityMember? Of(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(IgnoreDataMemberAttribute)) => null,
        PropertyInfo p when p.GetIndexParameters().Length == 0 => new(p, p.PropertyType, p.GetMethod is { IsPublic: true }, p.SetMethod is { IsPublic: true }),
        FieldInfo f => new(f, f.FieldType, canRead: true, canWrite: !f.IsInitOnly),
        _ => null,
    };

    public object? Get(object entity) => _member is PropertyInfo property ? property.GetValue(entity) : ((FieldInfo)_member).GetValue(entity);

    /// <summary>
    /// Sets the member from what was read. A null, and any value of a member type that the real client does not read either (decimal, float …), sets
    /// the default; an unknown name of an enum leaves the member as it was.
    /// </summary>
    public void Set(object entity, JsonElement json)
    {
        object? value = null;
        if (json.ValueKind != JsonValueKind.Null && _reader is not null && !_reader(json, out value)) return;
        if (_member is PropertyInfo property) property.SetValue(entity, value);
        else ((FieldInfo)_member).SetValue(entity, value);
    }
}
