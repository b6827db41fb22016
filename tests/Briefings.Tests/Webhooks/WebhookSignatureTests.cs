using System.Text.Json;
using Briefings.Tests.Outbound;
using Briefings.Webhooks;
using Xunit;

namespace Briefings.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    [Fact]
    public void Published_example_has_its_published_signature() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8));

    // RFC 8032, section 7.1, tests 1 to 3.
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Ed25519_signs_as_its_rfc_says(string seed, string publicKey, string message, string signature)
    {
        var key = WebhookSecret.PrivatePrefix + Convert.ToBase64String(Convert.FromHexString(seed));
        Assert.Equal(WebhookSecret.PublicPrefix + Convert.ToBase64String(Convert.FromHexString(publicKey)), WebhookKeys.Public(key));
        Assert.Equal(signature, Convert.ToHexStringLower(WebhookKeys.Sign(key, Convert.FromHexString(message))));
    }

    [Fact]
    public void Made_secrets_are_of_the_size_and_form_of_the_standard()
    {
        Assert.True(WebhookSecret.IsWellFormed(WebhookSecret.Create()));
        Assert.Equal(32, WebhookSecret.Key(WebhookSecret.Create()).Length);
        var key = WebhookKeys.Create();
        var header = WebhookSignature.Header([WebhookSecret.Create(), key], "msg_1", 1_700_000_000, [1, 2]);
        Assert.Matches("^v1,[^ ]+ v1a,[^ ]+$", header);
        Assert.True(WebhookSignature.Verify([WebhookKeys.Public(key)], "msg_1", "1700000000", header, [1, 2], DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
    }

    [Fact]
    public void Rotated_keys_sign_together_until_the_grace_is_over()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var first = WebhookKeyring.Create(null, asymmetric: true);
        var second = first.Rotated(now.AddHours(24), null);
        Assert.Equal([second.Secret, first.Secret, second.PrivateKey, first.PrivateKey], second.At(now.AddHours(23)));
        Assert.Equal([second.Secret, second.PrivateKey], second.At(now.AddHours(24)));
    }

    [Fact]
    public void Every_vector_of_the_kit_comes_out_as_it_says()
    {
        var kit = WebhookKit.Json("vectors", "standard_webhooks.json");
        var count = 0;
        foreach (var row in kit.GetProperty("sign").EnumerateArray())
        {
            Assert.Equal((Text(row, "name"), Text(row, "signature")), (Text(row, "name"), WebhookSignature.Sign(Text(row, "secret"), Text(row, "webhook_id"), row.GetProperty("timestamp").GetInt64(), Body(row))));
            count++;
        }

        foreach (var row in kit.GetProperty("verify").EnumerateArray())
        {
            var headers = row.GetProperty("headers");
            var isValid = WebhookSignature.Verify(
                row.GetProperty("secrets").EnumerateArray().Select(s => s.GetString()!), Header(headers, "webhook-id"), Header(headers, "webhook-timestamp"),
                Header(headers, "webhook-signature"), Body(row), DateTimeOffset.FromUnixTimeSeconds(row.GetProperty("now").GetInt64()));
            Assert.Equal((Text(row, "name"), Text(row, "expect") == "valid"), (Text(row, "name"), isValid));
            count++;
        }

        foreach (var row in kit.GetProperty("secret_format").EnumerateArray())
        {
            Assert.Equal((Text(row, "secret"), row.GetProperty("ok_to_show_to_customer").GetBoolean()), (Text(row, "secret"), WebhookSecret.IsWellFormed(Text(row, "secret"))));
            count++;
        }

        Assert.Equal(67, count);
    }

    static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    static byte[] Body(JsonElement row) => row.GetProperty("payload_base64").GetBytesFromBase64();

    static string? Header(JsonElement headers, string name) => headers.TryGetProperty(name, out var value) ? value.GetString() : null;
}
