using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Reviewers;
using Imr.Core.Serialization;

namespace Imr.Core.Tests.Cases;

/// <summary>Values that can't be wrong: no text builds a bad one, and a good one is the same after JSON.</summary>
public sealed class ValueTypeTests
{
    [Theory]
    [InlineData("CM26-0000123")]
    [InlineData("CM26-00001234")]
    public void Case_number_is_CM_year_and_7_or_8_digits(string text) => RoundTrips<CaseNumber>(text);

    [Theory]
    [InlineData("")]
    [InlineData("cm26-0000123")]
    [InlineData("CM26-000012")]
    [InlineData("CM26-000012345")]
    [InlineData("CM26-0000123\n")]
    [InlineData("CM26-000012３")]
    [InlineData("../CM26-0000123")]
    public void Other_text_is_no_case_number(string text) => IsRefused<CaseNumber>(text);

    [Theory]
    [InlineData("1234567893")]
    [InlineData("2000000002")]
    public void Npi_has_its_check_digit(string text) => RoundTrips<Npi>(text);

    [Theory]
    [InlineData("1234567890")]
    [InlineData("3234567893")]
    [InlineData("123456789")]
    [InlineData("12345678930")]
    [InlineData("123456789３")]
    public void Other_text_is_no_npi(string text) => IsRefused<Npi>(text);

    [Fact]
    public void Exactly_one_check_digit_fits_any_nine_digits()
        => Prop.ForAll(Gen.Choose(0, 99_999_999).ToArbitrary(), n => Enumerable.Range(0, 10).Count(check => Npi.TryParse($"1{n:D8}{check}", null, out _)) == 1)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_npi_with_one_wrong_digit_is_found_out()
        => Prop.ForAll(
            Gen.Choose(1, 9).SelectMany(at => Gen.Choose(1, 9).Select(shift => (at, shift))).ToArbitrary(),
            change =>
            {
                var digits = "1234567893".ToCharArray();
                digits[change.at] = (char)('0' + ((digits[change.at] - '0' + change.shift) % 10));
                return !Npi.TryParse(new string(digits), null, out _);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("CM26-0000123")]
    [InlineData("CM26-0000123-r2")]
    [InlineData("CM26-0000123-r17")]
    public void Review_key_is_a_case_number_and_from_round_2_the_round(string text) => RoundTrips<ReviewKey>(text);

    [Theory]
    [InlineData("CM26-0000123-r1")]
    [InlineData("CM26-0000123-r0")]
    [InlineData("CM26-0000123-r")]
    [InlineData("CM26-0000123-r-2")]
    [InlineData("CM26-0000123-r99999999999")]
    [InlineData("-r2")]
    public void Other_text_is_no_review_key(string text) => IsRefused<ReviewKey>(text);

    [Fact]
    public void Round_0_cannot_be_built()
        => Should.Throw<ArgumentOutOfRangeException>(() => new ReviewKey(SampleApplication.Number, 0));

    [Fact]
    public void Content_hash_is_of_the_bytes()
    {
        var hash = ContentHash.Of("abc"u8);

        hash.Value.ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        RoundTrips<ContentHash>(hash.Value);
        IsRefused<ContentHash>(hash.Value.ToUpperInvariant());
        IsRefused<ContentHash>(hash.Value[1..]);
    }

    [Fact]
    public void Every_body_region_and_specialty_round_trips_and_no_other_does()
    {
        foreach (var region in BodyRegion.All)
            RoundTrips<BodyRegion>(region.Code);
        foreach (var specialty in Specialty.All)
            RoundTrips<Specialty>(specialty.Code);
        IsRefused<BodyRegion>("neck");
        IsRefused<Specialty>("WIZARD");
        BodyRegion.All.Select(r => r.Code).ShouldBeUnique();
        Specialty.All.Select(s => s.Code).ShouldBeUnique();
    }

    [Fact]
    public void Date_range_includes_both_ends_and_never_ends_before_it_starts()
    {
        var range = new DateRange(new DateOnly(2018, 1, 1), new DateOnly(2018, 1, 31));

        range.Contains(range.Start).ShouldBeTrue();
        range.Contains(range.End!.Value).ShouldBeTrue();
        range.Contains(range.End.Value.AddDays(1)).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new DateRange(range.End.Value, range.Start));
        Should.Throw<Exception>(() => JsonSerializer.Deserialize<DateRange>("""{"start":"2018-02-01","end":"2018-01-01"}""", ImrJson.Options));
        JsonSerializer.Deserialize<DateRange>(ImrJson.Write(range), ImrJson.Options).ShouldBe(range);
        JsonSerializer.Deserialize<DateRange>(ImrJson.Write(new DateRange(range.Start, null)), ImrJson.Options).ShouldBe(new DateRange(range.Start, null));
    }

    [Fact]
    public void Ranges_overlap_when_a_day_is_in_both()
        => Prop.ForAll(
            Gen.Choose(0, 12).Four().ToArbitrary(),
            n =>
            {
                var first = Range(n.Item1, n.Item2);
                var second = Range(n.Item3, n.Item4);
                var common = Enumerable.Range(0, 40).Any(d => first.Contains(Day(d)) && second.Contains(Day(d)));
                return first.Overlaps(second) == common && second.Overlaps(first) == common;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_a_parser_throw()
        => Prop.ForAll(
            ArbMap.Default.ArbFor<string?>(),
            text => IsSameOrNothing<CaseNumber>(text) && IsSameOrNothing<Npi>(text) && IsSameOrNothing<ReviewKey>(text) && IsSameOrNothing<ContentHash>(text))
            .QuickCheckThrowOnFailure();

    private static DateOnly Day(int n) => new DateOnly(2020, 1, 1).AddDays(n);

    /// <summary>0 days long: open.</summary>
    private static DateRange Range(int start, int length) => new(Day(start), length == 0 ? null : Day(start + length - 1));

    private static bool IsSameOrNothing<T>(string? text)
        where T : class, IText<T>
        => !T.TryParse(text, null, out var value) || value.ToString() == text;

    private static void RoundTrips<T>(string text)
        where T : class, IText<T>
    {
        var value = T.Parse(text, null);
        value.ToString().ShouldBe(text);
        ImrJson.Write(value).ShouldBe($"\"{text}\"");
        JsonSerializer.Deserialize<T>(ImrJson.Write(value), ImrJson.Options).ShouldBe(value);
    }

    private static void IsRefused<T>(string text)
        where T : class, IText<T>
    {
        T.TryParse(text, null, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => T.Parse(text, null));
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text), ImrJson.Options));
    }
}
