using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Imr.Core.Determinations;

namespace Imr.Core.Tests.Letters.Parsing;

/// <summary>What a letter says of one item.</summary>
public sealed record InventedItem(string Item, ItemDecision Decision, string ClaimsAdministrator, string Reviewer, string Rationale);

/// <summary>Letters of each layout, made of invented items.</summary>
internal static class InventedLetters
{
    private static readonly string[] s_items =
    [
        "MRI of the left elbow without contrast",
        "physical therapy 2 x 6 for the right ankle",
        "12 visits of aquatic therapy for the low back, two times a week for six weeks, in a heated pool",
        "Associated surgical service: Hinged brace, purchase",
        "Labs to include: CBC, CMP, and EKG (DOS: 02/03/2089)",
        "Retrospective request for one urine drug screen (DOS 1/5/89)",
        "Gabapentin 300 mg #90 (unknown quantity)",
        "Consult with Dr. of pain medicine, eval. and treat",
        "TENS unit, 30 day trial with supplies (electrodes, batteries and lead wires), for the cervical spine, to be used at home three times a day as the therapist has shown",
        "Physical therapy 12 sessions was the original request. Physical therapy 6 sessions was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Physical therapy 6 sessions is",
        "Norco 5/325 mg #60 were the original request. The Claims Administrator authorized Norco 5/325 mg #30, leaving the original request IMR eligible. The original request, Norco 5/325 mg #60 is",
        "Baclofen 10 mg #30 was the original request. Baclofen 10 mg #20 was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, Baclofen 10 mg #10",
    ];

    private static readonly string[] s_guidelines =
    [
        "Decision based on MTUS Elbow Complaints 2007.",
        "Decision based on MTUS Low Back Complaints 2004, Section(s): Special Studies, Summary.",
        "Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Initial Care, and Knee Complaints 2004, Section(s): Follow-up Visits.",
        "Decision based on MTUS ACOEM Chapter 8 Neck and Upper Back Complaints Page(s): 177-179.",
        "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. Decision based on Non-MTUS Citation Invented Handbook: Ankle, Guidelines: exercise (updated 1/2/89).",
        "The Claims Administrator did not cite any medical evidence for its decision.",
    ];

    private static readonly string[] s_rationales =
    [
        "The knee bends to 90 degrees and nothing was tried. The request is not medically necessary.",
        "Six visits helped: the worker climbs stairs again. More are reasonable. Given this, the request is medically necessary.",
        "The guideline asks for 3 things. None is described. Utilization review wrote of its own denial: Upheld. This reviewer sees it the same way, and recommends another visit in four weeks to decide again.",
        "No red flag, no deficit, no plan to operate. The denial was Upheld before, and an appeal of it was Overturned. Neither binds this review. 20 sessions were authorized by another physician. As such, the request exceeds the guideline.",
        "First, the dose is above what is allowed. Second, the records of Dr. Q. Brown say nothing of function. The claims administrator should see to weaning.",
    ];

    public static Gen<InventedItem> Item { get; } =
        from item in Gen.Elements(s_items)
        from decision in Gen.Elements(ItemDecision.Upheld, ItemDecision.Overturned)
        from administrator in Gen.Elements(s_guidelines)
        from reviewer in Gen.Elements(s_guidelines)
        from first in Gen.Elements(s_rationales)
        from second in Gen.Elements(s_rationales)
        select new InventedItem(item, decision, administrator, reviewer, first + " " + second);

    public static Gen<InventedItem[]> Items { get; } = Gen.Choose(1, 6).SelectMany(n => Gen.ArrayOf(Item, n));

    /// <summary>Since 2014, as pdftotext -layout gives it.</summary>
    public static string Labelled(IReadOnlyList<InventedItem> items, string organization = "MAXIMUS", int width = 92)
    {
        var letter = new StringBuilder(
            """
            Case Number:          CM88-0000417
            Date Assigned:        01/09/2088                      Date of Injury:      10/13/2085
            Decision Date:        02/09/2088                      UR Denial Date:      12/03/2087
            Priority:             Expedited                       Application          01/03/2088
                                                                  Received:

                             HOW THE IMR FINAL DETERMINATION WAS MADE
            An expert reviewer got the file.

            The Expert Reviewer has the following credentials:
            State(s) of Licensure: Arizona,California
            Certification(s)/Specialty: Family Practice, Sports Medicine

                                            CLINICAL CASE SUMMARY
            The expert reviewer developed the following clinical case summary based on a review of the
            case file, including all medical records:

            A gardener of 38 years fell and hurt the back. Therapy helped for a while, and an x-ray of the
            neck was normal. Utilization review denied everything.

                                  IMR ISSUES, DECISIONS AND RATIONALES
            The Final Determination was based on decisions for the disputed items/services set forth below:


            """.ReplaceLineEndings("\n"));
        foreach (var item in items)
        {
            Paragraph(letter, $"{item.Item}: {item.Decision}", width);
            Paragraph(letter, $"Claims Administrator guideline: {item.ClaimsAdministrator}", width);
            Paragraph(letter, $"{organization} guideline: {item.Reviewer}", width);
            Paragraph(letter, $"Decision rationale: {item.Rationale}", width);
        }

        return letter.ToString();
    }

    /// <summary>2013, with numbered sentences.</summary>
    public static string Determinations(IReadOnlyList<InventedItem> items, int width = 80)
    {
        var letter = new StringBuilder("MAXIMUS FEDERAL SERVICES, INC.\n\nNotice of Independent Medical Review Determination\n\nDated: 9/26/2083\n\n");
        Sentences(letter, items, width);
        letter.Append("            INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE\n\n");
        Paragraph(letter, "An application for Independent Medical Review was filed on 8/5/2083 disputing the Utilization Review Denial dated 7/25/2083.", width);
        Sentences(letter, items, width);
        letter.Append("Medical Qualifications of the Expert Reviewer:\n");
        Paragraph(letter, "The physician reviewer is Board Certified in Anesthesiology, has a subspecialty in Pain Medicine and is licensed to practice in California and Nevada.", width);
        letter.Append("Case Summary:\n");
        Paragraph(letter, "A painter fell from a scaffold and was treated for two years.", width);
        for (var n = 0; n < items.Count; n++)
        {
            Paragraph(letter, $"{n + 1}) Regarding the request for {items[n].Item}:", width);
            Paragraph(letter, "Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to Make His/Her Decision", width);
            Paragraph(letter, "The Claims Administrator based its decision on the Pain Chapter, which is part of the MTUS. The Expert Reviewer based his/her decision on another book.", width);
            letter.Append("Rationale for the Decision:\n");
            Paragraph(letter, items[n].Rationale, width);
        }

        letter.Append("Effect of the Decision:\n");
        Paragraph(letter, "It is final.", width);
        return letter.ToString();
    }

    /// <summary>With IMR DECISION(S) AND RATIONALE(S).</summary>
    public static string Narrative(IReadOnlyList<InventedItem> items, int width = 92)
    {
        var letter = new StringBuilder("MAXIMUS FEDERAL SERVICES, INC.\nIndependent Medical Review\n\nCase Number: CM83-0000009\n\nHOW THE IMR FINAL DETERMINATION WAS MADE\nBy a physician reviewer.\n\n");
        letter.Append("DOCUMENTS REVIEWED\nAll that was sent.\n\nCLINICAL CASE SUMMARY\nA cook cut a tendon.\n\nIMR DECISION(S) AND RATIONALE(S)\n");
        Paragraph(letter, "The Final Determination was based on decisions for the disputed items/services set forth below:", width);
        for (var n = 0; n < items.Count; n++)
        {
            Paragraph(letter, $"{n + 1}. {items[n].Item} {Verdict(items[n])}.", width);
            Paragraph(letter, "The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines, page 22.", width);
            Paragraph(letter, "The Physician Reviewer based his/her decision on the MTUS Elbow Complaints, page 43.", width);
            Paragraph(letter, $"The Physician Reviewer's decision rationale: {items[n].Rationale}", width);
        }

        return letter.ToString();
    }

    /// <summary>Wraps as a page does, and ends with a blank line.</summary>
    public static void Paragraph(StringBuilder letter, string text, int width)
    {
        var column = 0;
        foreach (var word in text.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > width)
            {
                letter.Append('\n');
                column = 0;
            }

            letter.Append(column > 0 ? " " : "").Append(word);
            column += word.Length + 1;
        }

        letter.Append("\n\n");
    }

    private static void Sentences(StringBuilder letter, IReadOnlyList<InventedItem> items, int width)
    {
        for (var n = 0; n < items.Count; n++)
            Paragraph(letter, $"{n + 1}) MAXIMUS Federal Services, Inc. has determined the request for {items[n].Item} {Verdict(items[n])}.", width);
    }

    private static string Verdict(InventedItem item)
        => item.Decision == ItemDecision.Upheld ? "is not medically necessary and appropriate" : "is medically necessary and appropriate";
}
