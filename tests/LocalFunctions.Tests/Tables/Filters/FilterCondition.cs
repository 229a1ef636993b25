using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables.Filters;

/// <summary>A filter in three forms: as a lambda, as interpolated text, and as what it means.</summary>
internal abstract record FilterCondition
{
    protected static readonly ParameterExpression Row = Expression.Parameter(typeof(FilterRow), "row");

    public Expression<Func<FilterRow, bool>> Lambda => Expression.Lambda<Func<FilterRow, bool>>(Body, Row);

    public abstract string Text { get; }

    protected abstract Expression Body { get; }

    public abstract bool Holds(FilterRow row);

    public sealed override string ToString() => Text;

    internal sealed record And(FilterCondition Left, FilterCondition Right) : FilterCondition
    {
        public override string Text => $"({Left}) and ({Right})";

        protected override Expression Body => Expression.AndAlso(Left.Body, Right.Body);

        public override bool Holds(FilterRow row) => Left.Holds(row) && Right.Holds(row);
    }

    internal sealed record Or(FilterCondition Left, FilterCondition Right) : FilterCondition
    {
        public override string Text => $"({Left}) or ({Right})";

        protected override Expression Body => Expression.OrElse(Left.Body, Right.Body);

        public override bool Holds(FilterRow row) => Left.Holds(row) || Right.Holds(row);
    }

    internal sealed record Not(FilterCondition Inner) : FilterCondition
    {
        public override string Text => $"not ({Inner})";

        protected override Expression Body => Expression.Not(Inner.Body);

        public override bool Holds(FilterRow row) => !Inner.Holds(row);
    }

    /// <summary>A bool property by itself; the text has no such form.</summary>
    internal sealed record Flag : FilterCondition
    {
        public override string Text => "Flag eq true";

        protected override Expression Body => Expression.Property(Row, nameof(FilterRow.Flag));

        public override bool Holds(FilterRow row) => row.Flag;
    }

    /// <param name="Property">The compared property.</param>
    /// <param name="Operator">As the text writes it.</param>
    /// <param name="Value">What it is compared with, in the lambda as a captured variable.</param>
    /// <param name="Order">How the service orders values of this type.</param>
    internal sealed record Compare<T>(string Property, string Operator, T Value, Comparison<T> Order) : FilterCondition
    {
        public override string Text => TableClient.CreateQueryFilter(FormattableStringFactory.Create($"{Property} {Operator} {{0}}", Value));

        protected override Expression Body
        {
            get
            {
                Expression property = Expression.Property(Row, Property);
                Expression value = Expression.Field(Expression.Constant(new StrongBox<T>(Value)), nameof(StrongBox<>.Value));
                if (typeof(T) == typeof(string) && Operator is not ("eq" or "ne"))
                    return Expression.MakeBinary(Node, Expression.Call(typeof(string), nameof(string.Compare), null, property, value), Expression.Constant(0));
                if (property.Type != typeof(T)) value = Expression.Convert(value, property.Type);
                return Expression.MakeBinary(Node, property, value);
            }
        }

        private ExpressionType Node => Operator switch
        {
            "eq" => ExpressionType.Equal,
            "ne" => ExpressionType.NotEqual,
            "gt" => ExpressionType.GreaterThan,
            "ge" => ExpressionType.GreaterThanOrEqual,
            "lt" => ExpressionType.LessThan,
            _ => ExpressionType.LessThanOrEqual,
        };

        public override bool Holds(FilterRow row)
        {
            var order = Order((T)typeof(FilterRow).GetProperty(Property)!.GetValue(row)!, Value);
            return Operator switch
            {
                "eq" => order == 0,
                "ne" => order != 0,
                "gt" => order > 0,
                "ge" => order >= 0,
                "lt" => order < 0,
                _ => order <= 0,
            };
        }
    }
}
