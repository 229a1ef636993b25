namespace LocalFunctions.Builder;

internal static class Placeholder;
