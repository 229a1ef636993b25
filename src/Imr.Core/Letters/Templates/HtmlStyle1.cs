using Imr.Core.Cases;

namespace Imr.Core.Letters.Templates;

/// <summary>The look of template 1: a letter on screen and on US Letter paper, the case number on each printed page.</summary>
internal static class HtmlStyle1
{
    public static string Css(CaseNumber caseNumber) => $$"""
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #e9ebee; color: #1b1f24; font: 17px/1.55 Georgia, "Liberation Serif", "Times New Roman", serif; }
        main { max-width: 50rem; margin: 2rem auto; padding: 3.5rem 4rem 4rem; background: #fff; box-shadow: 0 1px 6px rgba(0, 0, 0, .25); }
        header { border-bottom: 3px double #1f3a5f; padding-bottom: .9rem; text-align: center; }
        .issuer { margin: 0; font-size: 1.35rem; font-weight: bold; letter-spacing: .03em; color: #1f3a5f; }
        .behalf { margin: .2rem 0 0; font-size: .9rem; color: #3d4752; }
        h1, h2, h3, h4 { font-family: "Segoe UI", "Liberation Sans", Arial, sans-serif; line-height: 1.3; color: #1f3a5f; break-after: avoid; }
        h1 { margin: 1.8rem 0 1.4rem; font-size: 1.5rem; text-align: center; }
        h2 { margin: 2.2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 1px solid #b9c3cf; font-size: 1.15rem; }
        h3 { margin: 1.5rem 0 .5rem; font-size: 1.02rem; color: #1b1f24; }
        h4 { margin: 1.1rem 0 .2rem; font-size: .92rem; color: #3d4752; }
        p { margin: .5rem 0; }
        address { margin: 1.2rem 0; font-style: normal; }
        .reference { margin: 1.2rem 0; }
        .note { color: #3d4752; font-style: italic; }
        .result { margin: 1.6rem 0; padding: .9rem 1.3rem; border: 1px solid #1f3a5f; border-left-width: 8px; background: #f3f6fa; break-inside: avoid; }
        .result h2 { margin: 0 0 .4rem; border: 0; padding: 0; font-size: 1.25rem; }
        .result ul { margin: .6rem 0 .2rem; padding-left: 1.2rem; }
        .last-day { padding: .5rem .9rem; background: #fff8e1; border-left: 4px solid #8a6100; }
        .signed { margin-top: 2rem; }
        .determination { margin-top: 3rem; }
        table { width: 100%; border-collapse: collapse; margin: .8rem 0 1.2rem; font-size: .95rem; }
        caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        th, td { padding: .4rem .6rem; border: 1px solid #b9c3cf; text-align: left; vertical-align: top; }
        thead th { background: #1f3a5f; color: #fff; }
        tbody th { font-weight: normal; }
        .documents td { white-space: nowrap; }
        .header th { width: 14rem; background: #f3f6fa; font-weight: bold; }
        .number { text-align: right; }
        code { font: .85em "Liberation Mono", Consolas, monospace; }
        dl { display: grid; grid-template-columns: 14rem 1fr; gap: .3rem .6rem; margin: .4rem 0; }
        dt { font-weight: bold; }
        dd { margin: 0; }
        .item { margin: 1.2rem 0 2rem; padding-left: 1.1rem; border-left: 4px solid #b9c3cf; }
        .decision { padding: .05rem .5rem; border: 1px solid currentColor; border-radius: 3px; white-space: nowrap; }
        .overturned { color: #14532d; background: #eefaf1; }
        .upheld { color: #7a2e0e; background: #fdf3ee; }
        @media (max-width: 40rem) { main { margin: 0; padding: 1.2rem; } dl { grid-template-columns: 1fr; } }
        @page { size: letter; margin: 1in 1in .9in; @bottom-left { content: "Case {{caseNumber}}"; font-size: 9pt; } @bottom-right { content: "Page " counter(page) " of " counter(pages); font-size: 9pt; } }
        @media print { body { background: #fff; font-size: 11pt; } main { max-width: none; margin: 0; padding: 0; box-shadow: none; } .determination { break-before: page; } tr { break-inside: avoid; } p { orphans: 3; widows: 3; } }
        """;
}
