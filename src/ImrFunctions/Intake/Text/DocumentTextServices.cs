using ImrFunctions.Intake.Text.Reader;
using ImrFunctions.Intake.Text.Service;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ImrFunctions.Intake.Text;

/// <summary>What reads documents: for the app, and for a command that reads one without it.</summary>
public static class DocumentTextServices
{
    /// <summary>Who reads PDFs and pictures is a setting; an extractor that was registered before stays.</summary>
    public static IServiceCollection AddDocumentText(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(DocumentTextOptions.Section);
        services.AddOptions<DocumentTextOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TempFolder>().AddSingleton<RecordReader>();
        if (section.GetValue(nameof(DocumentTextOptions.Reading), TextReading.Local) == TextReading.DocumentIntelligence)
            services.TryAddSingleton<IDocumentTextExtractor, DocumentIntelligenceExtractor>();
        services.AddSingleton<ReaderPool>();
        services.TryAddSingleton<IDocumentTextExtractor, DocumentReaderExtractor>();
        return services;
    }
}
