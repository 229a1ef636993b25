using LocalFunctions.Tables;

namespace LocalFunctions.Tests.Tables;

public sealed class TableEntityTests
{
    [Fact]
    public void A_value_is_not_read_as_another_type()
    {
        var entity = new TableEntity("p", "r") { ["Int"] = 1, ["Text"] = "1", ["Long"] = 1L };

        Should.Throw<InvalidOperationException>(() => entity.GetInt64("Int"));
        Should.Throw<InvalidOperationException>(() => entity.GetInt32("Long"));
        Should.Throw<InvalidOperationException>(() => entity.GetInt32("Text"));
        Should.Throw<InvalidOperationException>(() => entity.GetString("Int"));
        Should.Throw<InvalidOperationException>(() => entity.GetDouble("Int"));
    }

    [Fact]
    public void A_missing_value_is_null()
    {
        var entity = new TableEntity();

        entity["x"].ShouldBeNull();
        entity.GetString("x").ShouldBeNull();
        entity.GetInt32("x").ShouldBeNull();
        entity.GetBinaryData("x").ShouldBeNull();
        entity.Timestamp.ShouldBeNull();
        entity.ETag.ShouldBe(default);
        entity.PartitionKey.ShouldBeNull();
        Should.Throw<ArgumentException>(() => entity.GetString(""));
    }

    [Fact]
    public void A_property_keeps_its_number_type_when_an_int_is_put_over_it()
    {
        var entity = new TableEntity { ["Long"] = 1L, ["Double"] = 1.0, ["Int"] = 1 };

        entity["Long"] = 2;
        entity["Double"] = 2;
        entity["Int"] = 2L;

        entity.GetInt64("Long").ShouldBe(2);
        entity.GetDouble("Double").ShouldBe(2);
        entity.GetInt64("Int").ShouldBe(2);
    }

    [Fact]
    public void It_is_a_dictionary_of_a_copy_of_its_values()
    {
        var values = new Dictionary<string, object?> { ["PartitionKey"] = "p", ["A"] = 1 };
        var entity = new TableEntity(values);
        values["A"] = 2;

        entity.PartitionKey.ShouldBe("p");
        entity.Count.ShouldBe(2);
        entity.Add("B", 3);
        entity.TryGetValue("B", out var b).ShouldBeTrue();
        b.ShouldBe(3);
        entity.Remove("B").ShouldBeTrue();
        entity.ShouldBe([new("PartitionKey", "p"), new("A", 1)]);
        entity.Clear();
        entity.Keys.ShouldBeEmpty();
    }
}
