using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Cases;
using Imr.Core.Records;
using Imr.Core.Records.Identity;
using Imr.Core.Tests.Cases;

namespace Imr.Core.Tests.Records.Identity;

/// <summary>Whose a page is: only a clear contradiction bars it. The worker is Marisol T. Quent, born 04/05/1980, claim WC-2024-77810; the physician Noor Vance.</summary>
public sealed class IdentityCheckTests
{
    private static readonly ImrApplication Sample = SampleApplication.Application;

    [Theory]
    [InlineData("Patient: Dorothea Lindqvist    DOB: 11/23/1954")]
    [InlineData("PATIENT NAME: LINDQVIST, DOROTHEA M\nAge: 71")]
    [InlineData("Employee: Dorothea Lindqvist\nClaim number: ZZ-99-000123")]
    [InlineData("Injured worker: Dorothea Lindqvist, Claim #: WC-2024-77810")] // The claim is stamped on whatever is filed.
    [InlineData("Name: Dorothea Lindqvist\nDate of birth: November 23, 1954")]
    [InlineData("Claimant: Dorothea Lindqvist")]
    [InlineData("Patient Date of birth Date of injury Claim\nDorothea Lindqvist 11/23/1954 02/14/2024 WC-2024-77810")]
    [InlineData("Patient's name: Dorothea de la Cruz")]
    [InlineData("Employee Name (Last, First, Middle): Lindqvist, Dorothea, M")]
    [InlineData("Date of birth: 11/23/1954\nHistory of present illness")]
    [InlineData("D.O.B. 1954-11-23")]
    [InlineData("Patient: Marisol Quent DOB: 11/23/1954")] // A namesake.
    [InlineData("Patient: Rosa Quent\nClaim no. ZZ-99-000123")] // A relative, and another claim.
    [InlineData("Claim #: ZZ-99-000123")] // Nothing on the page or in the document is the worker's.
    [InlineData("Patient: D0rothea L1ndqvist   DOB: ll/23/I954")]
    public void A_page_that_names_another_person_is_somebody_else_s(string page) => Owner(page).ShouldBe(PageOwner.SomebodyElse);

    [Theory]
    [InlineData("Patient: Marisol T. Quent   DOB: 04/05/1980")]
    [InlineData("PATIENT: QUENT, MARISOL")]
    [InlineData("Employee Name: Quent, Marisol Teresa")]
    [InlineData("Patient: Ms. Marisol Quent")]
    [InlineData("Patient: Mar1sol Quemt")]
    [InlineData("PATlENT: x\nPatient: Marlsol Ouent")]
    [InlineData("Patient: Marisol Quent-Ybarra")]
    [InlineData("Patient Date of birth Date of injury Claim\nMarisol Quent 04/05/1980 02/14/2024 WC-2024-77810")]
    [InlineData("DOB: 4/5/80")]
    [InlineData("Date of Birth: April 5, 1980")]
    [InlineData("Claim number: WC202477810")]
    [InlineData("Claim #WC-2O24-778l0")]
    [InlineData("Patient: Dorothea Lindqvist\nPatient: Marisol Quent")] // A sheet of several labels: hers is among them.
    [InlineData("Patient: Dorothea Lindqvist  DOB: 04/05/1980")] // The name changed wholly; the day of birth is hers.
    public void A_page_that_names_the_worker_in_whatever_way_is_hers(string page) => Owner(page).ShouldBe(PageOwner.ThisWorker);

    [Theory]
    [InlineData("The left knee is stable. No effusion.")]
    [InlineData("")]
    [InlineData("Patient: Marisol Turner")] // A maiden name.
    [InlineData("Patient: Rosa Quent")] // A relative, a nickname, a middle name: nothing else contradicts.
    [InlineData("Patient: The patient is a 54-year-old woman.")]
    [InlineData("Patient: Doe")]
    [InlineData("Patient: J. D.")]
    [InlineData("Patient: M. Quent")] // No full name.
    [InlineData("Patient: D. Lindqvist")]
    [InlineData("Patient information sheet\nPatient: Information Sheet")]
    [InlineData("Employee: Yes  No")]
    [InlineData("Patient: Noor Vance, MD")]
    [InlineData("Patient: Noor Vance")] // The requesting physician is on the page by right.
    [InlineData("Employee: Lem Ostrander")]
    [InlineData("Physician: Dorothea Lindqvist, MD\nProvider: Harald Brandt")]
    [InlineData("Name: Dorothea Lindqvist\nSpecialty: Radiology")]
    [InlineData("Patient: Dorothea Lindqvist, MD")]
    [InlineData("Dear Dorothea Lindqvist,")]
    [InlineData("Emergency contact: Dorothea Lindqvist")]
    [InlineData("DOB: 05/04/1980")] // Day and month changed about.
    [InlineData("DOB: 04/05/1986")] // One digit off.
    [InlineData("DOB: 04/05/1908")] // Two digits changed about.
    [InlineData("DOB: 99/99/9999")]
    [InlineData("Date of injury: 11/23/1954")]
    [InlineData("Claim number: pending")]
    [InlineData("Claim form DWC 1 was given to the employee")]
    [InlineData("Employee: Halvorsen Orchards")]
    public void In_doubt_a_page_is_not_barred(string page) => Owner(page).ShouldBe(PageOwner.Unknown);

    [Fact]
    public void Another_claim_number_alone_is_one_of_the_worker_s_own_when_the_document_is_known_to_be_hers()
    {
        Check("Patient: Marisol Quent", "Claim #: ZZ-99-000123").Select(p => p.Owner).ShouldBe([PageOwner.ThisWorker, PageOwner.Unknown]);
        Owner("Patient: Marisol Quent\nClaim #: ZZ-99-000123\nClaim #: YY-12-345678").ShouldBe(PageOwner.ThisWorker);
    }

    [Fact]
    public void Only_the_pages_that_name_somebody_else_are_open_and_a_person_closes_them()
    {
        var text = Text("Patient: Marisol Quent", "Patient: Dorothea Lindqvist", "The knee is stable.");
        var document = new CaseDocument(text.Sha256, DocumentKind.MedicalReport, "r.txt", default, 3, true);
        var worker = WorkerIdentity.Of(Sample);

        IdentityCheck.Open(worker, document, text).Select(p => p.Page).ShouldBe([2]);
        IdentityCheck.Open(worker, document with { Settled = [new PageRange(1, 2)] }, text).ShouldBeEmpty();
        IdentityCheck.Open(worker, document with { Withheld = [new WithheldPages(WithholdingKind.OtherPerson, new PageRange(2, 2))] }, text).ShouldBeEmpty();
        IdentityCheck.Open(worker, document with { Withheld = [new WithheldPages(WithholdingKind.Sealed, null)] }, text).ShouldBeEmpty();
    }

    [Fact]
    public void A_page_that_nobody_could_read_says_nothing()
        => IdentityCheck.Of(WorkerIdentity.Of(Sample), new RecordText(1, ContentHash.Of("x"u8), [new RecordPage(1, false, "")])).ShouldBeEmpty();

    [Fact]
    public void The_worker_s_name_in_any_usual_form_with_a_misread_letter_is_never_somebody_else_s()
    {
        var forms = new[] { "{0} {1}", "{1}, {0}", "{0} T. {1}", "{1}, {0} T", "Mr. {0} {1}", "{0} {1}, Jr." };
        var labels = new[] { "Patient: ", "PATIENT NAME: ", "Employee: ", "Injured worker: ", "Claimant: " };
        var cases =
            from first in Gen.Elements(Names.Take(10))
            from last in Gen.Elements(Names.Skip(10))
            from form in Gen.Elements(forms)
            from label in Gen.Elements(labels)
            from upper in Gen.Elements(true, false)
            from at in Gen.Choose(1, 4)
            from wrong in Gen.Elements('e', 'o', 'l', '1', '0')
            select (first, last, text: label + Written(form, first, Misread(last, at, wrong), upper));
        Prop.ForAll(cases.ToArbitrary(), c => Owner(c.text, Sample with { InjuredWorker = Sample.InjuredWorker with { FirstName = c.first, LastName = c.last } }) != PageOwner.SomebodyElse)
            .QuickCheckThrowOnFailure();

        static string Written(string form, string first, string last, bool upper)
        {
            var name = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, first, last);
            return upper ? name.ToUpperInvariant() : name;
        }

        static string Misread(string name, int at, char wrong) => name[..at] + wrong + name[(at + 1)..];
    }

    [Fact]
    public void Another_full_name_behind_a_label_is_always_somebody_else_s()
    {
        var cases =
            from a in Gen.Choose(0, Names.Length - 1)
            from b in Gen.Choose(0, Names.Length - 1)
            from label in Gen.Elements("Patient: ", "Patient name: ", "Claimant: ")
            where a != b
            select label + Names[a] + " " + Names[b];
        Prop.ForAll(cases.ToArbitrary(), page => Owner(page) == PageOwner.SomebodyElse).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_page_of_the_samples_names_somebody_else()
    {
        foreach (var folder in Directory.EnumerateDirectories(Repository.PathOf("samples/cases")))
        {
            var application = ApplicationReader.Read(File.ReadAllBytes(Path.Combine(folder, "application.json")), null).Application!;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "documents")))
            {
                var pages = IdentityCheck.Of(WorkerIdentity.Of(application), DocumentText.Read(File.ReadAllBytes(file), file));
                pages.ShouldAllBe(p => p.Owner != PageOwner.SomebodyElse, file);
                if (file.Contains("report", StringComparison.Ordinal))
                    pages[0].Owner.ShouldBe(PageOwner.ThisWorker, file);
            }
        }
    }

    /// <summary>Far apart from one another and from the sample's people.</summary>
    private static readonly string[] Names =
    [
        "Dorothea", "Harald", "Xiomara", "Bettina", "Kwabena", "Ludovic", "Yevgenia", "Cassandra", "Ignatius", "Wilhelmina",
        "Lindqvist", "Brandtner", "Okonkwo", "Fitzgerald", "Szymanski", "Hashimoto", "Delacroix", "Vandenberg", "Papadakis", "Gutierrez",
    ];

    private static PageOwner Owner(string page, ImrApplication? application = null) => Check(application ?? Sample, page).Single().Owner;

    private static IReadOnlyList<PageIdentity> Check(params string[] pages) => Check(Sample, pages);

    private static IReadOnlyList<PageIdentity> Check(ImrApplication application, params string[] pages) => IdentityCheck.Of(WorkerIdentity.Of(application), Text(pages));

    private static RecordText Text(params string[] pages) => new(1, ContentHash.Of("x"u8), [.. pages.Select((p, i) => new RecordPage(i + 1, true, p))]);
}
