using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Briefings.Tests.Http;

/// <summary>Holds every answer that passes against <c>/openapi/v1.json</c>: its path, method, status, media type and, in the rough, the shape of its JSON.</summary>
public sealed partial class ContractHandler(HttpMessageHandler inner, Func<Task<JsonElement>> document) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri?.AbsolutePath ?? "";
        if (answer.StatusCode is not HttpStatusCode.MethodNotAllowed && path.StartsWith("/api/", StringComparison.Ordinal) && Find(await document(), path, request.Method.Method) is { } operation)
        {
            await Check(operation, await document(), answer, $"{request.Method} {path} answered {(int)answer.StatusCode}", cancellationToken);
        }

        return answer;
    }

    static JsonElement? Find(JsonElement document, string path, string method)
    {
        // Literal paths win over those with parameters, as in routing.
        foreach (var template in document.GetProperty("paths").EnumerateObject().OrderBy(p => p.Name.Count(c => c == '{')))
        {
            var pattern = "^" + Parameter().Replace(Regex.Escape(template.Name).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+") + "/?$";
            if (Regex.IsMatch(path, pattern, RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1)))
            {
                return template.Value.TryGetProperty(method == "HEAD" ? "get" : method.ToLowerInvariant(), out var operation) ? operation : null;
            }
        }

        return null;
    }

    static async Task Check(JsonElement operation, JsonElement document, HttpResponseMessage answer, string what, CancellationToken cancellation)
    {
        var status = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(operation.GetProperty("responses").TryGetProperty(status, out var response), $"{what}, which OpenAPI does not name.");
        if (answer.Content.Headers.ContentType?.MediaType is not "application/json" and not "application/problem+json" || answer.RequestMessage?.Method == HttpMethod.Head)
        {
            return;
        }

        await answer.Content.LoadIntoBufferAsync(cancellation);
        var body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(cancellation));
        if (response.TryGetProperty("content", out var content) && content.TryGetProperty(answer.Content.Headers.ContentType.MediaType, out var media) && media.TryGetProperty("schema", out var schema))
        {
            Validate(schema, body, document, what + ": $");
        }
    }

    static void Validate(JsonElement schema, JsonElement value, JsonElement document, string where)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = (reference.GetString() ?? "").Split('/').Skip(1).Aggregate(document, (at, name) => at.GetProperty(name));
        }

        if (schema.TryGetProperty("type", out var type))
        {
            string?[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString())] : [type.GetString()];
            Assert.True(types.Contains(Kind(value)) || (types.Contains("number") && Kind(value) == "integer"), $"{where} is {Kind(value)}, OpenAPI says {string.Join(" or ", types)}.");
        }

        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in value.EnumerateObject().Where(p => properties.TryGetProperty(p.Name, out _)))
            {
                Validate(properties.GetProperty(property.Name), property.Value, document, $"{where}.{property.Name}");
            }
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var item in value.EnumerateArray().Take(20))
            {
                Validate(items, item, document, where + "[]");
            }
        }
    }

    static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
