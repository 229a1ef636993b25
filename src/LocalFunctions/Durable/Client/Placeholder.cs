namespace LocalFunctions.Durable.Client;

internal static class Placeholder;
