namespace LocalFunctions.Middleware;

internal static class Placeholder;
