using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using LocalFunctions.Tables.Models;

namespace LocalFunctions.Tables;

/// <summary>
/// Writes a lambda as a filter of the service: comparisons of a property with a value, <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>, a bool property by itself,
/// <c>Equals</c>, <c>CompareTo</c>, <c>string.Compare</c>, and the getters of <see cref="TableEntity"/>. What does not depend on the row is evaluated.
/// </summary>
internal sealed class FilterExpression
{
    private static readonly Type[] s_dictionaries = [typeof(TableEntity), typeof(IDictionary<string, object>)];
    private readonly StringBuilder _filter = new();
    private readonly ParameterExpression _row;

    private FilterExpression(ParameterExpression row) => _row = row;

    /// <summary>The filter; null for the one that lets every row pass.</summary>
    /// <exception cref="NotSupportedException">The service has no such operation.</exception>
    public static string? Translate(LambdaExpression? filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var translation = new FilterExpression(filter.Parameters[0]);
        translation.Condition(filter.Body);
        return translation._filter.ToString() is var text && text == "true" ? null : text;
    }

    private void Condition(Expression node)
    {
        switch (node)
        {
            case var _ when !DependsOnRow.Check(node, _row): _filter.Append(FilterLiteral.OfConstant(Evaluate(node))); break;
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } and: Join(and, "and"); break;
            case BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } or: Join(or, "or"); break;
            case BinaryExpression comparison: Compare(comparison); break;
            case UnaryExpression { NodeType: ExpressionType.Not } not: Not(not); break;
            case UnaryExpression { NodeType: ExpressionType.Convert } convert: Condition(convert.Operand); break;
            case MethodCallExpression call when IsEquals(call, out var left, out var right): Compare(left, "eq", right); break;
            default: Compare(node, "eq", Expression.Constant(true)); break; // a bool property by itself
        }
    }

    private void Not(UnaryExpression not)
    {
        _filter.Append("not ");
        Operand(not.Operand);
    }

    private void Join(BinaryExpression node, string word)
    {
        Operand(node.Left);
        _filter.Append(' ').Append(word).Append(' ');
        Operand(node.Right);
    }

    private void Operand(Expression node)
    {
        if (!DependsOnRow.Check(node, _row))
        {
            Condition(node);
            return;
        }

        _filter.Append('(');
        Condition(node);
        _filter.Append(')');
    }

    private void Compare(BinaryExpression node)
    {
        var word = node.NodeType switch
        {
            ExpressionType.Equal => "eq",
            ExpressionType.NotEqual => "ne",
            ExpressionType.GreaterThan => "gt",
            ExpressionType.GreaterThanOrEqual => "ge",
            ExpressionType.LessThan => "lt",
            ExpressionType.LessThanOrEqual => "le",
            _ => throw Unsupported(node),
        };

        // string.Compare(a, b) > 0 and a.CompareTo(b) > 0 stand for a > b.
        if (node.Left is MethodCallExpression call && IsCompare(call, out var left, out var right))
        {
            if (DependsOnRow.Check(node.Right, _row) || Evaluate(node.Right) is not 0) throw Unsupported(node);
            Compare(left, word, right);
        }
        else
        {
            Compare(node.Left, word, node.Right);
        }
    }

    private void Compare(Expression left, string word, Expression right)
    {
        Side(left);
        _filter.Append(' ').Append(word).Append(' ');
        Side(right);
    }

    private void Side(Expression node) =>
        _filter.Append(DependsOnRow.Check(node, _row) ? PropertyName(node) : FilterLiteral.OfConstant(Evaluate(node)));

    private string PropertyName(Expression node) => node switch
    {
        // An enum is stored by its name but compared here by its number: no row would ever be found.
        UnaryExpression { Operand.Type: var type } when (Nullable.GetUnderlyingType(type) ?? type).IsEnum =>
            throw new NotSupportedException("A filter cannot compare an enum: compare the name, in a filter that is text."),
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs } convert => PropertyName(convert.Operand),
        MemberExpression { Member: { Name: "Value", DeclaringType: { } type }, Expression: { } inner }
            when Nullable.GetUnderlyingType(type) is not null => PropertyName(inner),
        MemberExpression { Member: PropertyInfo property, Expression: var inner } when inner == _row => NameOf(property),
        MemberExpression { Member: PropertyInfo property, Expression: UnaryExpression { Operand: var inner } } when inner == _row => NameOf(property),
        MethodCallExpression { Arguments: [var key], Method.DeclaringType: { } type }
            when s_dictionaries.Contains(type) && !DependsOnRow.Check(key, _row) => (string)Evaluate(key)!,
        _ => throw Unsupported(node),
    };

    private static string NameOf(PropertyInfo property) =>
        property.DeclaringType == typeof(TableItem) && property.Name == nameof(TableItem.Name)
            ? "TableName"
            : property.GetCustomAttribute<DataMemberAttribute>()?.Name ?? property.Name;

    private static bool IsEquals(MethodCallExpression call, out Expression left, out Expression right) =>
        IsBinaryCall(call, nameof(Equals), out left, out right);

    private static bool IsCompare(MethodCallExpression call, out Expression left, out Expression right) =>
        IsBinaryCall(call, call.Object is null ? nameof(string.Compare) : nameof(string.CompareTo), out left, out right);

    private static bool IsBinaryCall(MethodCallExpression call, string name, out Expression left, out Expression right)
    {
        Expression[] operands = call.Object is null ? [.. call.Arguments] : [call.Object, .. call.Arguments];
        if (call.Method.Name == name && operands.Length > 2)
            throw new NotSupportedException($"A filter compares as the service does: {name} takes no kind of comparison.");
        (left, right) = operands is [var first, var second] ? (first, second) : (call, call);
        return call.Method.Name == name && operands.Length == 2;
    }

    private static object? Evaluate(Expression node) => node is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(node, typeof(object))).Compile(preferInterpretation: true)();

    private static NotSupportedException Unsupported(Expression node) => new($"The service cannot filter by {node}.");

    private sealed class DependsOnRow(ParameterExpression row) : ExpressionVisitor
    {
        private bool _found;

        public static bool Check(Expression node, ParameterExpression row)
        {
            var visitor = new DependsOnRow(row);
            visitor.Visit(node);
            return visitor._found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found |= node == row;
            return node;
        }
    }
}
