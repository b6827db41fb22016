namespace Briefings.Models;

/// <summary>A language model that reads articles in place of the rules. Off unless an endpoint and a model are named.</summary>
/// <param name="Endpoint">Base address of an OpenAI-compatible API, such as <c>http://127.0.0.1:11434/v1/</c>.</param>
/// <param name="Model">The model's name there.</param>
/// <param name="Key">Sent as bearer token; <c>null</c> for none.</param>
/// <param name="Timeout">How long one article may take before the rules read it instead. Defaults to 60 seconds.</param>
public sealed record ModelOptions(Uri Endpoint, string Model, string? Key, TimeSpan Timeout)
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>From BRIEFINGS_MODEL_URL, BRIEFINGS_MODEL and BRIEFINGS_MODEL_KEY; <c>null</c> when the first two are not both set.</summary>
    /// <exception cref="ModelOptionsException">BRIEFINGS_MODEL_URL is no http or https address.</exception>
    public static ModelOptions? FromEnvironment(Func<string, string?> variable)
    {
        if (variable("BRIEFINGS_MODEL_URL") is not { Length: > 0 } url || variable("BRIEFINGS_MODEL") is not { Length: > 0 } model)
        {
            return null;
        }

        return Uri.TryCreate(url.EndsWith('/') ? url : url + "/", UriKind.Absolute, out var endpoint) && endpoint.Scheme is "http" or "https"
            ? new ModelOptions(endpoint, model, variable("BRIEFINGS_MODEL_KEY") is { Length: > 0 } key ? key : null, DefaultTimeout)
            : throw new ModelOptionsException($"Expected BRIEFINGS_MODEL_URL to be an http or https address, found \"{url}\".");
    }
}

/// <summary>The environment names a model that cannot be asked.</summary>
public sealed class ModelOptionsException(string message) : Exception(message);
