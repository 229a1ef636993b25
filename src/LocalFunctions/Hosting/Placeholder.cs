namespace LocalFunctions { internal static class Placeholder { } }
namespace LocalFunctions.Builder { internal static class Placeholder { } }
namespace LocalFunctions.Middleware { internal static class Placeholder { } }
