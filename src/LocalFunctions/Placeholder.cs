namespace LocalFunctions { internal static class Placeholder { } }
namespace LocalFunctions.Builder { internal static class Placeholder { } }
namespace LocalFunctions.Middleware { internal static class Placeholder { } }
namespace LocalFunctions.Durable { internal static class Placeholder { } }
namespace LocalFunctions.Durable.Client { internal static class Placeholder { } }
namespace LocalFunctions.Tables { internal static class Placeholder { } }
