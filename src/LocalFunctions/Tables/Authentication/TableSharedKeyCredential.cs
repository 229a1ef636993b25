using System.Security.Cryptography;
using System.Text;

namespace LocalFunctions.Tables;

/// <summary>An account's name and one of its two keys, which signs requests. The key can be exchanged while clients use it.</summary>
public class TableSharedKeyCredential
{
    private byte[] _key;

    /// <summary>A credential of an account.</summary>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        AccountName = accountName;
        _key = Convert.FromBase64String(accountKey);
    }

    /// <summary>The account's name.</summary>
    public string AccountName { get; }

    /// <summary>Takes another key from now on, for a key rotation without a restart.</summary>
    /// <exception cref="FormatException">The key is not base64.</exception>
    public void SetAccountKey(string accountKey) => Volatile.Write(ref _key, Convert.FromBase64String(accountKey));

    internal string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(Volatile.Read(ref _key), Encoding.UTF8.GetBytes(text)));
}
