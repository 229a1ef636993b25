using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Eligibility.Duplicates;

namespace Imr.Core.Tests.Eligibility.Duplicates;

public sealed class BlockingKeysTests
{
    [Fact]
    public void There_are_at_most_nine_and_the_most_are_reached()
    {
        Prop.ForAll(Filings.Any, a => BlockingKeys.Of(a).Count is >= 4 and <= BlockingKeys.Most).QuickCheckThrowOnFailure();
        var all = Filings.Plain with
        {
            InjuredWorker = Filings.Plain.InjuredWorker with { LastName = "Garcia-Lopez" },
            Claim = Filings.Plain.Claim with { WcisJcn = "JCN-77", EamsCaseNumber = "ADJ1234567" },
        };
        BlockingKeys.Of(all).Count.ShouldBe(BlockingKeys.Most);
    }

    [Fact]
    public void A_key_is_stored_as_a_hash_that_depends_on_its_kind_and_on_the_secret_and_shows_nothing()
    {
        var key = new BlockingKey(BlockingKeyKind.ClaimNumber, "WC2477810");
        key.Hash([]).ShouldMatch("^[0-9a-f]{32}$");
        key.Hash([]).ShouldBe(new BlockingKey(BlockingKeyKind.ClaimNumber, "WC2477810").Hash([]));
        (key with { Kind = BlockingKeyKind.WcisJcn }).Hash([]).ShouldNotBe(key.Hash([]));
        key.Hash([1]).ShouldNotBe(key.Hash([]));
        key.ToString().ShouldBe("ClaimNumber");
    }

    [Theory]
    [InlineData("WC-2024-00778", "wc2024778", true)]
    [InlineData("WC-2024-00778", "WC 2024 00778", true)]
    [InlineData("ADJ1O334I", "adj103341", true)]
    [InlineData("WC-2024-00778", "WC-2024-00779", false)]
    public void A_claim_number_is_found_however_it_is_written(string one, string other, bool same) => (ClaimKey(one) == ClaimKey(other)).ShouldBe(same);

    [Theory]
    [InlineData("UNKNOWN")]
    [InlineData("n/a")]
    [InlineData("Pending")]
    [InlineData("0000")]
    [InlineData("see attached")]
    public void What_stands_for_no_number_is_no_key(string text) => ClaimKey(text).ShouldBeNull();

    [Theory]
    [InlineData("Garcia-Lopez", "Maria", "Lopez", "Maria")]
    [InlineData("Garcia-Lopez", "Maria", "Garcia", "María Elena")]
    [InlineData("Núñez", "José", "NUNES", "Pepe")]
    [InlineData("Vasquez", "Francisco", "Basques", "Paco")]
    [InlineData("Smith", "William", "Smyth", "Bill")]
    [InlineData("Phan", "Thuy", "Fan", "Thuỳ")]
    [InlineData("de la Cruz", "Juan", "Delacruz", "Juan")]
    [InlineData("Wei", "Zhang", "Zhang", "Wei")]
    [InlineData("O'Brien", "Kathleen", "OBRIEN", "Kathleen")]
    [InlineData("King Jr.", "Martin", "King", "Martin")]
    public void A_name_is_found_by_its_sound_its_halves_and_its_short_forms(string last, string first, string otherLast, string otherFirst)
        => NameKeys(last, first).Intersect(NameKeys(otherLast, otherFirst)).ShouldNotBeEmpty();

    [Fact]
    public void Another_name_is_another_key()
    {
        NameKeys("Hernandez", "Guadalupe").Intersect(NameKeys("Hernandez", "Esperanza")).ShouldBeEmpty();
        NameKeys("Hernandez", "Guadalupe").Intersect(NameKeys("Okonkwo", "Guadalupe")).ShouldBeEmpty();
    }

    private static string? ClaimKey(string number)
        => BlockingKeys.Of(Filings.Plain with { Claim = Filings.Plain.Claim with { ClaimNumber = number } }).SingleOrDefault(k => k.Kind == BlockingKeyKind.ClaimNumber)?.Text;

    private static IEnumerable<BlockingKey> NameKeys(string last, string first)
        => BlockingKeys.Of(Filings.Plain with { InjuredWorker = new InjuredWorker(first, last, null, new DateOnly(1981, 3, 14), null) })
            .Where(k => k.Kind is BlockingKeyKind.NameAndInjury or BlockingKeyKind.NameAndBirth);
}
