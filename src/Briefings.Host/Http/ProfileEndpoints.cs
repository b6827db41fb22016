using System.Text;
using System.Text.Json;
using Briefings.Host.Http.Access;
using Briefings.Keys;
using Briefings.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Briefings.Host.Http;

/// <summary>Whom briefings are for.</summary>
static class ProfileEndpoints
{
    const int MaxBytes = 64 << 10;

    public static void MapProfiles(this IEndpointRouteBuilder routes)
    {
        var profiles = routes.MapGroup("/api/v1/profiles").RequireScope(Scope.Read).WithTags("profiles");
        profiles.MapGet("/", List).WithETag().WithSummary("Every profile as it stands, in the order of their names.");
        profiles.MapGet("/{name}", Show).WithETag().WithSummary("A profile as it stands.");
        profiles.MapPut("/{name}", Put).RequireScope(Scope.Admin)
            .Accepts<string>("application/yaml", "application/json")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Defines or changes a profile, with the fields of a NAME.profile.yaml as YAML or JSON. With If-Match only if it still stands as it was read.");
    }

    static async Task<Ok<ProfilePage>> List(BriefingsApplication application, CancellationToken cancellation)
    {
        var items = new List<Profile>();
        await foreach (var stream in application.Log.Streams("profile", cancellation))
        {
            if (await application.DefineProfile.Load(stream["profile-".Length..], null, cancellation) is { } profile)
            {
                items.Add(profile);
            }
        }

        return TypedResults.Ok(new ProfilePage(items));
    }

    static async Task<Results<Ok<Profile>, ProblemHttpResult>> Show(string name, BriefingsApplication application, CancellationToken cancellation) =>
        await application.DefineProfile.Load(name, null, cancellation) is { } profile
            ? TypedResults.Ok(profile)
            : TypedResults.Problem($"Expected a profile, found none named \"{name}\".", statusCode: StatusCodes.Status404NotFound);

    static async Task<Results<Ok<Profile>, Created<Profile>, ProblemHttpResult>> Put(string name, HttpContext http, BriefingsApplication application)
    {
        var before = await application.DefineProfile.Load(name, null, http.RequestAborted);
        if (http.Request.Headers.IfMatch.Count > 0 && (before is null || !ETags.Matches(http.Request.Headers.IfMatch, Tag(before))))
        {
            return TypedResults.Problem("Expected the profile as it was read, found it changed since. Read it again.", statusCode: StatusCodes.Status412PreconditionFailed);
        }

        Profile profile;
        try
        {
            profile = ProfileFile.Parse(name + ProfileFile.Suffix, await Text(http.Request));
        }
        catch (ProfileFileException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        if (profile.Name != name)
        {
            return TypedResults.Problem($"Expected the name \"{name}\" of the address, found \"{profile.Name}\".", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        await application.DefineProfile.Handle(profile, http.RequestAborted);
        http.Response.Headers.ETag = Tag(profile).ToString();
        return before is null ? TypedResults.Created($"/api/v1/profiles/{name}", profile) : TypedResults.Ok(profile);
    }

    /// <summary>As <see cref="ETags"/> tags what <see cref="Show"/> answers.</summary>
    static EntityTagHeaderValue Tag(Profile profile) => ETags.Of(JsonSerializer.SerializeToUtf8Bytes(profile, BriefingsJson.Options));

    static async Task<string> Text(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        if (bytes.Length > MaxBytes)
        {
            throw new BadHttpRequestException($"Expected at most {MaxBytes / 1024} kB, found {bytes.Length / 1024} kB.", StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException broken)
        {
            throw new BadHttpRequestException("Expected UTF-8, found other bytes.", broken);
        }
    }
}

sealed record ProfilePage(IReadOnlyList<Profile> Items);
