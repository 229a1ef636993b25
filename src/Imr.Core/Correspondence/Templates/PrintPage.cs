using System.Net;

namespace Imr.Core.Correspondence.Templates;

/// <summary>The shell of everything that is printed for mail: one page style, US Letter.</summary>
internal static class PrintPage
{
    private const string Css = """
        :root { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0; color: #1b1f24; background: #fff; font: 17px/1.5 Georgia, "Liberation Serif", "Times New Roman", serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 3rem; }
        .cover { break-after: page; }
        header { border-bottom: 3px double #1f3a5f; padding-bottom: .7rem; text-align: center; }
        header p { margin: .2rem 0; }
        .issuer { font-size: 1.25rem; font-weight: bold; color: #1f3a5f; }
        h1 { font-size: 1.4rem; color: #1f3a5f; }
        h2 { font-size: 1.1rem; color: #1f3a5f; break-after: avoid; }
        address { margin: 5rem 0 4rem; font-style: normal; font-size: 1.1rem; }
        table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
        caption { text-align: left; font-weight: bold; }
        th, td { padding: .25rem .6rem; border: 1px solid #b9c3cf; text-align: left; vertical-align: top; }
        th { width: 40%; font-weight: normal; color: #3d4752; }
        code { overflow-wrap: anywhere; }
        .small { margin-top: 2rem; font-size: .85rem; color: #3d4752; }
        @page { size: letter; margin: 0.9in; }
        @media print { main { max-width: none; padding: 0; } }
        """;

    /// <param name="content">HTML, encoded already.</param>
    public static string Render(string title, string content)
        => $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{E(title)}</title>
            <style>
            {Css}
            </style>
            </head>
            <body>
            {content}</body>
            </html>

            """.ReplaceLineEndings("\n");

    public static string E(string text) => WebUtility.HtmlEncode(text);
}
