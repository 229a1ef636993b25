using Microsoft.AspNetCore.Http;

namespace ImrFunctions.Api;

/// <summary>The API's own description. Anyone may read it: it says nothing that a caller does not find out.</summary>
public static class OpenApiFunctions
{
    /// <summary>OpenAPI 3.1, as JSON.</summary>
    [Function(nameof(GetOpenApi))]
    public static IResult GetOpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request)
        => Results.Bytes(OpenApiDocument.Bytes, "application/json");

    /// <summary>The JSON Schema of application.json, as docs/application.schema.json has it.</summary>
    [Function(nameof(GetApplicationSchema))]
    public static IResult GetApplicationSchema([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/schemas/application")] HttpRequest request)
        => Results.Bytes(OpenApiDocument.ApplicationSchemaBytes, "application/schema+json");
}
